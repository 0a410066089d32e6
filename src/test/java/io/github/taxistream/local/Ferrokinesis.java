package io.github.taxistream.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ferrokinesis, an emulator of Kinesis that knows enhanced fan-out and speaks HTTP/2, with TLS or
 * without, as a process of its own. It is built by cargo, Rust's package manager, the first time.
 *
 * <p>It listens on all interfaces of the machine and has no option against it.
 *
 * <p>What it does not do as Kinesis does: whatever position a subscription asks for, it gets all of
 * the shard (its check of requests drops the sequence number and the timestamp); an event always
 * says that the shard is at its tip, and never that it has ended; a consumer that is deregistered
 * goes on getting events. So a job that reads by enhanced fan-out cannot go on from a savepoint
 * here, nor read for more than the five minutes of a subscription, nor see resharding.
 */
public final class Ferrokinesis implements KinesisEmulator {

    private static final Path FOLDER = Project.path("target", "local", "ferrokinesis-0.7.0");
    private static final Path PROGRAM = FOLDER.resolve("bin/ferrokinesis");
    // Optimized, it would take three times as long to build.
    private static final List<String> BUILD =
            List.of(
                    "cargo",
                    "install",
                    "ferrokinesis",
                    "--version",
                    "0.7.0",
                    "--locked",
                    "--debug",
                    "--no-default-features",
                    "--features",
                    "tls",
                    "--root",
                    FOLDER.toString());
    private static final long BUILD_MINUTES = 10;
    private static final String PASSWORD = "changeit";

    private final LocalProcess process;
    private final URI endpoint;
    private final Path scratch;

    private Ferrokinesis(LocalProcess process, URI endpoint, Path scratch) {
        this.process = process;
        this.endpoint = endpoint;
        this.scratch = scratch;
    }

    /** Builds it if it is not there; answers why it still is not, if so. */
    @SuppressWarnings("try") // The lock is held, not used.
    public static synchronized Optional<String> whyMissing()
            throws IOException, InterruptedException {
        try (FolderLock lock = FolderLock.of(FOLDER)) {
            return Files.isExecutable(PROGRAM) ? Optional.empty() : build();
        }
    }

    private static Optional<String> build() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve("cargo.log");
        String reason;
        try {
            Process cargo =
                    new ProcessBuilder(BUILD)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!cargo.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
                cargo.descendants().forEach(ProcessHandle::destroyForcibly);
                cargo.destroyForcibly();
                reason = "took more than " + BUILD_MINUTES + " minutes";
            } else if (cargo.exitValue() == 0) {
                return Optional.empty();
            } else {
                reason = "failed, see " + log;
            }
        } catch (IOException e) {
            reason = "cannot be run: install Rust 1.87 or newer, which brings cargo";
        }
        return Optional.of(
                "ferrokinesis, a Kinesis with enhanced fan-out, is missing, for this "
                        + reason
                        + ": "
                        + String.join(" ", BUILD));
    }

    /** Starts it on a free port, without TLS. */
    public static Ferrokinesis start(Path scratch) throws IOException {
        return start("http://127.0.0.1:", scratch, List.of());
    }

    /** Starts it on a free port, with a certificate for localhost that nobody trusts. */
    public static Ferrokinesis startWithTls(Path scratch) throws IOException, InterruptedException {
        Path certificate = scratch.resolve("certificate.pem");
        Path key = scratch.resolve("key.pem");
        int exit =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "generate-cert",
                                "--cert-out",
                                certificate.toString(),
                                "--key-out",
                                key.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("ferrokinesis made no certificate: exit code " + exit);
        }
        writeTrustStore(certificate, scratch.resolve("trusted.p12"));
        return start(
                "https://localhost:",
                scratch,
                List.of("--tls-cert", certificate.toString(), "--tls-key", key.toString()));
    }

    private static Ferrokinesis start(String address, Path scratch, List<String> options)
            throws IOException {
        int port = LocalProcess.freePort();
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--region", "us-east-1"));
        command.addAll(List.of("--log-level", "warn", "--shard-limit", "1000"));
        command.addAll(List.of("--create-stream-ms", "20", "--update-stream-ms", "20"));
        command.addAll(options);
        LocalProcess process =
                LocalProcess.start(
                        "ferrokinesis",
                        scratch,
                        scratch.resolve("ferrokinesis-" + port + ".log"),
                        port,
                        command);
        return new Ferrokinesis(process, URI.create(address + port), scratch);
    }

    private static void writeTrustStore(Path certificate, Path store) throws IOException {
        try (InputStream in = Files.newInputStream(certificate);
                OutputStream out = Files.newOutputStream(store)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "localhost", CertificateFactory.getInstance("X.509").generateCertificate(in));
            trusted.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate cannot be trusted", e);
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    /** What a JVM has to be started with to trust its certificate. */
    public String javaOptions() {
        return "-Djavax.net.ssl.trustStore="
                + scratch.resolve("trusted.p12")
                + " -Djavax.net.ssl.trustStorePassword="
                + PASSWORD;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
