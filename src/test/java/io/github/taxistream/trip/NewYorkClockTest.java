package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewYorkClockTest {

    private final NewYorkClock clock = new NewYorkClock();

    @ParameterizedTest
    @CsvSource({
        "2024-01-08T10:05:00Z, 2024-01-08T05:05:00Z",
        "2024-07-08T10:05:00Z, 2024-07-08T06:05:00Z",
        "2024-03-10T06:59:59Z, 2024-03-10T01:59:59Z",
        "2024-03-10T07:00:00Z, 2024-03-10T03:00:00Z",
        "2024-11-03T05:30:00Z, 2024-11-03T01:30:00Z",
        "2024-11-03T06:30:00Z, 2024-11-03T01:30:00Z"
    })
    void showsNewYorksTimeDaylightSavingIncluded(Instant instant, Instant reading) {
        assertThat(clock.seconds(instant.getEpochSecond())).isEqualTo(reading.getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-03T05:30:00Z, 2024-11-03T01:30:00Z",
        "2024-11-03T05:59:59.999Z, 2024-11-03T01:59:59.999Z",
        "2024-11-03T06:00:00Z, 2024-11-03T02:00:00Z",
        "2024-11-03T06:59:59.999Z, 2024-11-03T02:00:00Z",
        "2024-11-03T07:00:00Z, 2024-11-03T02:00:00Z",
        "2024-11-03T07:00:00.001Z, 2024-11-03T02:00:00.001Z",
        "2024-03-10T07:00:00.5Z, 2024-03-10T03:00:00.5Z",
        "2024-01-08T10:05:00.123Z, 2024-01-08T05:05:00.123Z"
    })
    void latestReadingStaysInTheHourThatComesAgain(Instant instant, Instant reading) {
        assertThat(clock.latestMillis(instant.toEpochMilli())).isEqualTo(reading.toEpochMilli());
    }

    @Property(tries = 1_000)
    void readsAsJavaDoesWhateverItHasReadBefore(
            @ForAll @LongRange(min = -2_000_000_000L, max = 33_000_000_000L) long first,
            @ForAll @LongRange(min = 0, max = 40_000_000L) long later) {
        for (long seconds : new long[] {first, first + later, first}) {
            long expected =
                    Instant.ofEpochSecond(seconds)
                            .atZone(ZoneId.of("America/New_York"))
                            .toLocalDateTime()
                            .toEpochSecond(ZoneOffset.UTC);
            assertThat(clock.seconds(seconds)).isEqualTo(expected);
        }
    }

    @Test
    void whatArrivesIsNeverYoungerThanTheLatestReading() {
        for (long seconds = 1_730_600_000L; seconds < 1_730_640_000L; seconds += 60) {
            assertThat(clock.latestMillis((seconds + 60) * 1000))
                    .isGreaterThanOrEqualTo(clock.latestMillis(seconds * 1000))
                    .isGreaterThanOrEqualTo(clock.seconds(seconds) * 1000);
        }
    }
}
