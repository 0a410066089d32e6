package io.github.taxistream.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.producer.send.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Waiting for the output of nothing, which is there once the output can be read. */
class VerificationTest {

    private final FakeTime time = new FakeTime();
    private int looks;

    private Verification await(Duration patience, int unreadableLooks) throws InterruptedException {
        return Verification.await(
                new Tally(), Duplicates.KEEP, new Output(unreadableLooks), patience, time);
    }

    @Test
    void outputThatCannotBeReadMayBeReadableLater() throws Exception {
        assertThat(await(Duration.ofMinutes(1), 3).isVerified()).isTrue();
        assertThat(looks).isEqualTo(4);
        assertThat(time.furthestSeconds()).isEqualTo(15);
    }

    @Test
    void whatIsWrongWhenTheTimeIsOverIsTold() {
        assertThatThrownBy(() -> await(Duration.ofSeconds(12), 100))
                .isInstanceOf(Problem.class)
                .hasMessage("The output cannot be read at look 4.");
        assertThat(time.furthestSeconds()).isEqualTo(12);
    }

    @Test
    void withoutPatienceThereIsOneLook() {
        assertThatThrownBy(() -> await(Duration.ZERO, 1))
                .hasMessage("The output cannot be read at look 1.");
        assertThat(time.furthestSeconds()).isZero();
    }

    private final class Output implements OutputFiles {

        private final int unreadableLooks;

        Output(int unreadableLooks) {
            this.unreadableLooks = unreadableLooks;
        }

        @Override
        public String location() {
            return "the output";
        }

        @Override
        public void forEach(String folder, BiConsumer<String, Instant> file) {
            if (folder.equals("zone_hourly") && ++looks <= unreadableLooks) {
                throw new Problem("The output cannot be read at look " + looks + ".");
            }
        }

        @Override
        public byte[] read(String path) {
            throw new AssertionError(path + " is not there");
        }
    }
}
