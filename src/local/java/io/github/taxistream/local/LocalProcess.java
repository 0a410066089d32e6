package io.github.taxistream.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server on this machine that ends with this JVM, even if the JVM is killed: a shell watches a
 * pipe that only this JVM holds open, and ends the server when the pipe breaks.
 */
public final class LocalProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final SecureRandom PORTS_OF_CHANCE = new SecureRandom();

    /** Below 32768, where Linux begins to give out ports; other systems begin higher. */
    private static final int FIRST_PORT = 12_000;

    private static final int PORTS = 20_000;
    private static final int MOST_TRIES = 1_000;

    /** By SIGKILL: the scripts make this JVM, and so its children, ignore other signals. */
    private static final String WATCH_PIPE =
            "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!;"
                    + " { cat <&3 >/dev/null; kill -9 $server 2>/dev/null; } &"
                    + " exec 3<&-; wait $server";

    private final Process shell;

    private LocalProcess(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts a server and waits until its port answers.
     *
     * @param name what a person would call it
     * @param folder where it runs
     * @param log gets what it prints
     * @throws IllegalStateException if it ends or does not answer within three minutes
     */
    public static LocalProcess start(
            String name, Path folder, Path log, int port, List<String> command) throws IOException {
        List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCH_PIPE, "sh"));
        watched.addAll(command);
        Process shell =
                new ProcessBuilder(watched)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        LocalProcess process = new LocalProcess(shell);
        Instant deadline = Instant.now().plus(START_PATIENCE);
        while (!answers(port)) {
            if (!shell.isAlive() || Instant.now().isAfter(deadline)) {
                process.close();
                throw new IllegalStateException(
                        name + " did not start; it printed:\n" + Files.readString(log));
            }
        }
        return process;
    }

    /**
     * A port of the loopback interface that is free now. It is outside the range that the system
     * gives to connections, so that it is still free when the server takes it.
     */
    public static int freePort() throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = FIRST_PORT + PORTS_OF_CHANCE.nextInt(PORTS);
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Taken: try another.
            }
        }
        throw new IOException(String.format("no port of %d is free", PORTS));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            pause();
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a server", e);
        }
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
