package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
}
