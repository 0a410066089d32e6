package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventPaceTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static double secondsAfter(long start, long due) {
        return (due - start) / 1e9;
    }

    @Test
    void anHourAtSixtyTimesTakesAMinute() {
        EventPace pace = new EventPace(60, 0);
        assertThat(pace.dueNanos(5 * HOUR, 1000)).isEqualTo(1000);
        assertThat(secondsAfter(1000, pace.dueNanos(6 * HOUR, 1000))).isEqualTo(60);
    }

    @Test
    void aHundredASecondAreTenMillisecondsApart() {
        EventPace pace = new EventPace(0, 100);
        for (int i = 0; i < 300; i++) {
            assertThat(secondsAfter(0, pace.dueNanos(0, 0))).isEqualTo(i / 100.0, within(1e-6));
        }
    }

    @Test
    void withBothTheSlowerCounts() {
        EventPace pace = new EventPace(3600, 10);
        pace.dueNanos(0, 0);
        assertThat(secondsAfter(0, pace.dueNanos(HOUR, 0))).isEqualTo(1);
        for (int i = 2; i < 20; i++) {
            pace.dueNanos(HOUR, 0);
        }
        assertThat(secondsAfter(0, pace.dueNanos(HOUR, 0))).isEqualTo(2, within(1e-6));
    }

    @Test
    void aStrayClockIsNotWaitedFor() {
        EventPace pace = new EventPace(1, 0);
        pace.dueNanos(0, 0);
        assertThat(pace.dueNanos(1000 * HOUR, 0)).isZero();
        assertThat(secondsAfter(0, pace.dueNanos(1000 * HOUR + 5000, 0))).isEqualTo(5);
    }

    @Test
    void whatComesTooLateIsDueAtOnce() {
        EventPace pace = new EventPace(1, 0);
        pace.dueNanos(HOUR, 0);
        assertThat(pace.dueNanos(0, 0)).isZero();
    }

    @Test
    void aRecordWithoutATimeIsDueAtOnceAndSetsNoPace() {
        EventPace pace = new EventPace(60, 0);
        assertThat(pace.dueNanos(Long.MIN_VALUE, 0)).isZero();
        assertThat(pace.dueNanos(5 * HOUR, 0)).isZero();
        assertThat(secondsAfter(0, pace.dueNanos(6 * HOUR, 0))).isEqualTo(60);
        assertThat(secondsAfter(0, pace.dueNanos(Long.MIN_VALUE, 0))).isEqualTo(60);
        assertThat(secondsAfter(0, pace.dueNanos(7 * HOUR, 0))).isEqualTo(120);
    }
}
