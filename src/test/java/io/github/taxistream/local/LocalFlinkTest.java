package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocalFlinkTest {

    @Test
    void answerThatDoesNotComeIsASentence() throws Exception {
        assertThat(
                        LocalFlink.within(
                                Duration.ZERO, "", CompletableFuture.completedFuture("savepoint")))
                .isEqualTo("savepoint");
        assertThatThrownBy(
                        () ->
                                LocalFlink.within(
                                        Duration.ZERO,
                                        "the job has not stopped",
                                        new CompletableFuture<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the job has not stopped within 0 seconds");
    }

    @Test
    void webUiIsAtThePortThatIsAskedFor() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThatThrownBy(() -> start(port)).hasRootCauseInstanceOf(BindException.class);
        }
        try (LocalFlink flink = start(port)) {
            assertThat(flink.webUi().getPort()).isEqualTo(port);
        }
    }

    private static LocalFlink start(int port) throws Exception {
        return LocalFlink.start(Path.of("flink-conf"), Map.of("rest.port", String.valueOf(port)));
    }
}
