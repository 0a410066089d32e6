package io.github.taxistream.local.canned;

import io.github.taxistream.local.Certificate;
import io.github.taxistream.local.KinesisEmulator;
import io.github.taxistream.local.LocalProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link CannedKinesis} in a JVM of its own, so that its CPU time is not its reader's. */
public final class CannedProcess implements KinesisEmulator {

    private final LocalProcess process;
    private final URI endpoint;

    private CannedProcess(LocalProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it.
     *
     * @param folder gets its log
     * @param options those of {@link CannedMain}, but the port
     */
    public static CannedProcess start(Path folder, List<String> options) throws IOException {
        return start(folder, options, null);
    }

    /**
     * The same behind TLS.
     *
     * @param certificate one for {@code localhost}; null to speak without TLS
     */
    public static CannedProcess start(Path folder, List<String> options, Certificate certificate)
            throws IOException {
        int port = LocalProcess.freePort();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx1g", "-XX:+UseSerialGC"));
        command.add("-XX:MaxDirectMemorySize=4g");
        // Netty would keep a count of its own, of a quarter of that.
        command.add("-Dorg.apache.flink.shaded.netty4.io.netty.maxDirectMemory=0");
        command.addAll(List.of("-cp", absoluteClassPath(), CannedMain.class.getName()));
        command.addAll(List.of("--port", String.valueOf(port)));
        command.addAll(options);
        if (certificate != null) {
            command.addAll(List.of("--tls", certificate.store().toString()));
        }
        Path log = folder.resolve("canned-kinesis-" + port + ".log");
        LocalProcess process = LocalProcess.start("the canned Kinesis", folder, log, port, command);
        return new CannedProcess(process, CannedKinesis.endpoint(port, certificate != null));
    }

    private static String absoluteClassPath() {
        List<String> absolute = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            absolute.add(new File(part).getAbsolutePath());
        }
        return String.join(File.pathSeparator, absolute);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
