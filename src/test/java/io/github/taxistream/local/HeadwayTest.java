package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A job that is waited for, looked at every 50 seconds with a patience of 2 minutes. */
class HeadwayTest {

    private static final double NO_WATERMARK = 2.0 * Long.MIN_VALUE;

    private Instant now = Instant.EPOCH;
    private final Headway headway = new Headway(Duration.ofMinutes(2), () -> now);

    @Test
    void jobThatNeverTellsAnythingIsLost() {
        assertThat(isLostAfter(Optional.empty())).isFalse();
        assertThat(isLostAfter(Optional.empty())).isFalse();
        assertThat(isLostAfter(Optional.empty())).isTrue();
    }

    @Test
    void jobThatReadsTheSameAfterEachRestartIsLost() {
        assertThat(isLostAfter(reading(500, 4, 2e12))).isFalse();
        assertThat(isLostAfter(reading(10, 4, NO_WATERMARK))).isFalse();
        assertThat(isLostAfter(reading(500, 4, 2e12))).isFalse();
        assertThat(isLostAfter(reading(400, 4, 1e12))).isTrue();
    }

    @Test
    void slowJobIsNotLost() {
        for (int records = 1; records < 10; records++) {
            assertThat(isLostAfter(reading(records, 4, 2e12))).isFalse();
        }
        for (int shards = 3; shards > 0; shards--) {
            assertThat(isLostAfter(reading(9, shards, 2e12))).isFalse();
        }
    }

    @Test
    void jobThatGetsFurtherAfterEachRestartIsNotLost() {
        for (int restart = 0; restart < 10; restart++) {
            assertThat(isLostAfter(reading(9, 4, 2e12 + restart * 60_000))).isFalse();
            assertThat(isLostAfter(reading(1, 4, NO_WATERMARK))).isFalse();
        }
    }

    private boolean isLostAfter(Optional<JobMetrics.Reading> reading) {
        now = now.plusSeconds(50);
        return headway.isLostAfter(reading);
    }

    private static Optional<JobMetrics.Reading> reading(
            long records, long shardsGiving, double watermarks) {
        return Optional.of(new JobMetrics.Reading(records, shardsGiving, watermarks));
    }
}
