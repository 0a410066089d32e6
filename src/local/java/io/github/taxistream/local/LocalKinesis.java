package io.github.taxistream.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kinesalite, an emulator of Kinesis that keeps its records in memory, as a process of its own. */
public final class LocalKinesis implements KinesisEmulator {

    private static final String PACKAGE = "kinesalite@3.3.3";
    private static final Path FOLDER = Project.path("target", "local", "kinesalite");

    private final LocalProcess process;
    private final URI endpoint;

    private LocalKinesis(LocalProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it on a free loopback port; the first time it is installed, by npm into {@code
     * target/local}.
     *
     * @throws IllegalStateException with a sentence if Node.js or npm is missing or fails
     */
    public static LocalKinesis start() throws IOException {
        return start("");
    }

    /** The same, with its streams in a folder instead of in memory. */
    public static LocalKinesis start(Path store) throws IOException {
        return start("path: '" + store.toAbsolutePath() + "', ");
    }

    private static LocalKinesis start(String options) throws IOException {
        install();
        int port = LocalProcess.freePort();
        LocalProcess process =
                LocalProcess.start(
                        "kinesalite",
                        FOLDER,
                        FOLDER.resolve("kinesalite-" + port + ".log"),
                        port,
                        List.of("node", "-e", server(options, port)));
        return new LocalKinesis(process, URI.create("http://127.0.0.1:" + port));
    }

    /**
     * Its own command would listen on all interfaces, and end when a client breaks off in the
     * middle of a request, as a failing job does. Node.js reacts to signals even if its parent
     * ignores them, but Ctrl-C in a terminal is meant for the programs that still need this one.
     */
    private static String server(String options, int port) {
        return String.format(
                "for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, () => {});"
                        + "process.on('uncaughtException', e => { if (e.code !== 'ECONNRESET') throw e });"
                        + "require('kinesalite')({%screateStreamMs: 20, deleteStreamMs: 20, updateStreamMs: 20,"
                        + " shardLimit: 1000}).listen(%d, '127.0.0.1')",
                options, port);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @SuppressWarnings("try") // The lock is held, not used.
    private static synchronized void install() throws IOException {
        try (FolderLock lock = FolderLock.of(FOLDER)) {
            if (!Files.isDirectory(FOLDER.resolve("node_modules/kinesalite"))) {
                fetch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing " + PACKAGE, e);
        }
    }

    private static void fetch() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}\n");
        Path log = FOLDER.resolve("npm.log");
        Process npm;
        try {
            npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--no-audit",
                                    "--no-fund",
                                    "--no-save",
                                    PACKAGE)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "npm cannot be run: install Node.js 18 or newer, which brings it", e);
        }
        if (npm.waitFor() != 0) {
            throw new IllegalStateException(
                    "npm could not install " + PACKAGE + ":\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
