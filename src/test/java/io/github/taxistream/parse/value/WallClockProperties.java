package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.WallClockTest.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;

/** Reads what LocalDateTime reads. */
class WallClockProperties {

    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_9999 = 253_402_300_799L;

    private static final DateTimeFormatter TLC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Property(tries = 1_000)
    void everyTimeIsReadBack(@ForAll("times") long time) {
        assertThat(seconds(TLC.format(LocalDateTime.ofEpochSecond(time, 0, ZoneOffset.UTC))))
                .isEqualTo(time);
    }

    @Property(tries = 2_000)
    void timesThatAreNoneAreThoseOfTheCalendar(
            @ForAll @IntRange(max = 9999) int year,
            @ForAll @IntRange(max = 14) int month,
            @ForAll @IntRange(max = 33) int day,
            @ForAll @IntRange(max = 26) int hour,
            @ForAll @IntRange(max = 62) int minute,
            @ForAll @IntRange(max = 62) int second) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02dT%02d:%02d:%02d",
                        year,
                        month,
                        day,
                        hour,
                        minute,
                        second);

        assertThat(seconds(text)).as(text).isEqualTo(plainReading(text));
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.longs()
                .between(YEAR_0, YEAR_9999)
                .withDistribution(RandomDistribution.uniform());
    }

    private static long plainReading(String text) {
        try {
            return LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return Unreadable.UNREADABLE;
        }
    }
}
