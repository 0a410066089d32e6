package io.github.taxistream.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.ledger.manifest.Tally;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What was sent again after an unknown outcome may be rejected once more, and nothing else. */
class RejectsCheckTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final String TRIP =
            "{\"pickup_datetime\":\"2024-02-03 08:15:00\",\"PULocationID\":%d}";

    private final Tally sent = new Tally();
    private Output output;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean isRight(Duplicates duplicates, String... rejected) {
        output = new Output();
        RejectedLines lines = new RejectedLines("x", sent.perhapsTwice().keySet(), output);
        for (int i = 0; i < rejected.length; i += 2) {
            lines.rejected(
                    rejected[i],
                    new ObjectMapper().createObjectNode().put("payload", rejected[i + 1]));
        }
        return new RejectsCheck(sent, duplicates, output).isRight();
    }

    @Test
    void aTripThatMayBeInTheStreamTwiceMayBeRejectedAsADuplicate() {
        String trip = String.format(TRIP, 1);
        sent.add(bytes(trip), null, Plague.NONE, NOW);
        sent.addPerhapsTwice(bytes(trip));
        assertThat(sent.trips()).isEqualTo(1);
        assertThat(isRight(Duplicates.REJECT)).isTrue();
        assertThat(isRight(Duplicates.REJECT, "duplicate", trip)).isTrue();
        assertThat(isRight(Duplicates.REJECT, "duplicate", trip, "duplicate", trip)).isFalse();
        assertThat(isRight(Duplicates.REJECT, "duplicate", String.format(TRIP, 2))).isFalse();
        assertThat(isRight(Duplicates.KEEP, "duplicate", trip)).isFalse();
    }

    @Test
    void oneThatWasAlsoRepeatedOnPurposeHasToBeRejectedOnceAtLeast() {
        String trip = String.format(TRIP, 1);
        sent.add(bytes(trip), null, Plague.NONE, NOW);
        sent.add(bytes(trip), null, Plague.DUPLICATE, NOW);
        sent.addPerhapsTwice(bytes(trip));
        assertThat(isRight(Duplicates.REJECT)).isFalse();
        assertThat(isRight(Duplicates.REJECT, "duplicate", trip)).isTrue();
        assertThat(isRight(Duplicates.REJECT, "duplicate", trip, "duplicate", trip)).isTrue();
    }

    @Test
    void aBrokenRecordMayBeRejectedOnceMoreForItsOwnReason() {
        sent.add(bytes("{"), null, Plague.NONE, NOW);
        sent.add(bytes("[}"), null, Plague.NONE, NOW);
        sent.addPerhapsTwice(bytes("{"));
        assertThat(isRight(Duplicates.REJECT, "not_json", "{", "not_json", "[}")).isTrue();
        assertThat(isRight(Duplicates.REJECT, "not_json", "{", "not_json", "[}", "not_json", "{"))
                .isTrue();
        assertThat(isRight(Duplicates.REJECT, "not_json", "{", "not_json", "[}", "not_json", "[}"))
                .isFalse();
        assertThat(isRight(Duplicates.REJECT, "not_json", "{", "not_json", "{")).isFalse();
    }
}
