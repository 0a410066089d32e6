package io.github.taxistream.parse.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reads as {@link WallClock} does, whatever it has read before. */
class UsualTimeProperties {

    @Property(tries = 5_000)
    void timesAreReadAsByTheGeneralReading(@ForAll("texts") List<String> texts) {
        UsualTime usual = new UsualTime();
        for (String text : texts) {
            byte[] bytes = ("\"" + text + "\",").getBytes(UTF_8);
            assertThat(usual.seconds(bytes, 1))
                    .as("%s in %s", text, texts)
                    .isEqualTo(WallClock.seconds(bytes, 1, WallClock.LENGTH));
        }
    }

    /** Few dates, so that one comes again; good clocks, bad ones, and some with a byte changed. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> dates =
                Arbitraries.of(
                        "2024-01-31", "2024-02-29", "2023-02-29", " 2024-01-3", "0000-00-00");
        Arbitrary<Integer> fields = Arbitraries.integers().between(0, 99);
        Arbitrary<String> times =
                Combinators.combine(
                                dates,
                                Arbitraries.of(" ", "T", "t", "x"),
                                Arbitraries.integers().between(0, 25),
                                fields,
                                fields)
                        .as(
                                (date, blank, hour, minute, second) ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s%s%02d:%02d:%02d",
                                                date,
                                                blank,
                                                hour,
                                                minute,
                                                second));
        Arbitrary<String> good =
                Arbitraries.integers()
                        .between(0, 86_399)
                        .map(
                                s ->
                                        String.format(
                                                Locale.ROOT,
                                                "2024-01-31 %02d:%02d:%02d",
                                                s / 3600,
                                                s / 60 % 60,
                                                s % 60));
        Arbitrary<String> changed =
                Combinators.combine(
                                good,
                                Arbitraries.integers().between(0, 18),
                                Arbitraries.integers().between(0, 127))
                        .as(
                                (time, place, value) ->
                                        time.substring(0, place)
                                                + (char) value.intValue()
                                                + time.substring(place + 1));
        return Arbitraries.oneOf(times, good, changed).list().ofMinSize(1).ofMaxSize(6);
    }
}
