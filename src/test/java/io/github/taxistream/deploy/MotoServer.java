package io.github.taxistream.deploy;

import io.github.taxistream.local.LocalProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** moto with the life cycle of Managed Flink, on a port of the loopback interface. */
final class MotoServer implements AutoCloseable {

    private static final String SCRIPT = "src/test/python/managed_flink_server.py";

    private final Process process;
    private final Path log;
    private final int port;

    private MotoServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static MotoServer start(Path log) throws IOException {
        int port = LocalProcess.freePort();
        Process process =
                new Shell()
                        .start(
                                List.of(
                                        AwsTools.command("python"),
                                        SCRIPT,
                                        "--template",
                                        ManagedFlinkTemplate.DATA.toString(),
                                        ManagedFlinkTemplate.JOB.toString(),
                                        "--port",
                                        String.valueOf(port)),
                                log);
        MotoServer server = new MotoServer(process, log, port);
        Awaitility.await("moto").atMost(Duration.ofMinutes(5)).until(server::isUpOrGone);
        if (!process.isAlive()) {
            throw new IllegalStateException("moto did not start:\n" + server.log());
        }
        return server;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private boolean isUpOrGone() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
