package io.github.taxistream.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** S3Proxy, a real S3 gateway over plain files, as a process of its own. */
public final class LocalS3 implements AutoCloseable {

    private static final Path JAR = Project.path("target", "local", "s3proxy.jar");

    private final LocalProcess process;
    private final URI endpoint;

    private LocalS3(LocalProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it on a free loopback port, for anybody.
     *
     * @param folder where buckets are folders and objects are files
     * @param scratch where it leaves its configuration and its log
     */
    public static LocalS3 start(Path folder, Path scratch) throws IOException {
        return start(
                folder,
                scratch,
                Map.of(
                        "s3proxy.authorization", "none",
                        "jclouds.identity", "local",
                        "jclouds.credential", "local"));
    }

    /** The same, but only requests that are signed with this key are accepted. */
    public static LocalS3 startFor(String accessKey, String secretKey, Path folder, Path scratch)
            throws IOException {
        return start(
                folder,
                scratch,
                Map.of(
                        "s3proxy.authorization", "aws-v2-or-v4",
                        "s3proxy.identity", accessKey,
                        "s3proxy.credential", secretKey,
                        "jclouds.identity", accessKey,
                        "jclouds.credential", secretKey));
    }

    private static LocalS3 start(Path folder, Path scratch, Map<String, String> access)
            throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(scratch);
        int port = LocalProcess.freePort();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        Path configuration = scratch.resolve("s3proxy-" + port + ".conf");
        Properties properties = new Properties();
        properties.putAll(access);
        properties.setProperty("s3proxy.endpoint", endpoint.toString());
        // Such as the token of temporary credentials.
        properties.setProperty("s3proxy.ignore-unknown-headers", "true");
        properties.setProperty("jclouds.provider", "filesystem-nio2");
        properties.setProperty("jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
        try (OutputStream out = Files.newOutputStream(configuration)) {
            properties.store(out, null);
        }
        LocalProcess process =
                LocalProcess.start(
                        "S3Proxy",
                        scratch,
                        scratch.resolve("s3proxy-" + port + ".log"),
                        port,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                // It has little to do, and starts faster this way.
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                JAR.toString(),
                                "--properties",
                                configuration.toAbsolutePath().toString()));
        return new LocalS3(process, endpoint);
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
