package io.github.taxistream.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ferrokinesis, an emulator of Kinesis that knows enhanced fan-out and speaks HTTP/2, as a process
 * of its own. It is built by cargo, Rust's package manager, once for a user.
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

    private static final Path FOLDER = cache().resolve("taxi-stream/ferrokinesis-0.7.0");
    private static final Path PROGRAM = FOLDER.resolve("bin/ferrokinesis");
    // Optimized, it would take three times as long to build; with TLS, twice as long.
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
                    "server",
                    "--root",
                    FOLDER.toString());
    private static final long BUILD_MINUTES = 10;

    private final LocalProcess process;
    private final int port;

    private Ferrokinesis(LocalProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * The user's caches, as it takes a minute or two to build, and never changes; a folder of the
     * project if there is no home to write to.
     */
    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .or(() -> Optional.of(home.resolve(".cache")).filter(f -> Files.isWritable(home)))
                .orElseGet(() -> Project.path("target", "local"));
    }

    /** Builds it if it is not there; returns why it still is not, if so. */
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
            ProcessBuilder builder =
                    new ProcessBuilder(BUILD)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            // Without symbols for a debugger.
            builder.environment().put("CARGO_PROFILE_DEV_DEBUG", "0");
            Process cargo = builder.start();
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

    /** Starts it on a free port. */
    public static Ferrokinesis start(Path scratch) throws IOException {
        int port = LocalProcess.freePort();
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--region", "us-east-1"));
        command.addAll(List.of("--log-level", "warn", "--shard-limit", "1000"));
        command.addAll(List.of("--create-stream-ms", "20", "--update-stream-ms", "20"));
        LocalProcess process =
                LocalProcess.start(
                        "ferrokinesis",
                        scratch,
                        scratch.resolve("ferrokinesis-" + port + ".log"),
                        port,
                        command);
        return new Ferrokinesis(process, port);
    }

    /** The port of the loopback interface on which it listens. */
    public int port() {
        return port;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
