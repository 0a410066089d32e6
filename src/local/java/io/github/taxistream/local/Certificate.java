package io.github.taxistream.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that signs itself, for the names that a local server goes by. */
public final class Certificate {

    private static final String PASSWORD = "password";

    private final Path store;

    private Certificate(Path store) {
        this.store = store;
    }

    /** Makes one for these host names, in a store in the folder. */
    public static Certificate of(Path folder, String... names)
            throws IOException, InterruptedException {
        Path store = folder.resolve("certificate.p12");
        Path log = folder.resolve("keytool.log");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String alternatives =
                Arrays.stream(names).map(name -> "dns:" + name).collect(Collectors.joining(","));
        List<String> command =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + names[0],
                        "-ext",
                        "san=" + alternatives,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD);
        int exit =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("keytool made no certificate: " + Files.readString(log));
        }
        return new Certificate(store);
    }

    /** The one in a store that {@link #of} has made. */
    public static Certificate in(Path store) {
        return new Certificate(store);
    }

    /** Where it is, with its key. */
    public Path store() {
        return store;
    }

    /** A context that shows this certificate, and trusts it and nothing else. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** The system properties of a JVM that trusts this certificate and nothing else. */
    public Map<String, String> trustingProperties() {
        return Map.of(
                "javax.net.ssl.trustStore",
                store.toString(),
                "javax.net.ssl.trustStoreType",
                "PKCS12",
                "javax.net.ssl.trustStorePassword",
                PASSWORD);
    }

    /** The JAVA_TOOL_OPTIONS of a process that trusts it, besides those of this process. */
    public String toolOptions() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("JAVA_TOOL_OPTIONS")),
                        trustingProperties().entrySet().stream()
                                .map(each -> "-D" + each.getKey() + "=" + each.getValue()))
                .collect(Collectors.joining(" "));
    }
}
