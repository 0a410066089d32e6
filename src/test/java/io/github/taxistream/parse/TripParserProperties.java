package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.ARRIVAL;
import static io.github.taxistream.parse.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.AnyTrips;
import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TripParserProperties {

    private static final long LATEST_PICKUP = Trips.at("13:00");

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void readsObjectsAsAPlainReadingDoes(
            @ForAll("objects") List<Map.Entry<String, String>> members) {
        Optional<RejectReason> reason = assertReadAsPlainly(members);

        Statistics.collect(reason.map(RejectReason::id).orElse("trip"));
        Statistics.coverage(
                coverage -> {
                    coverage.check("trip").percentage(share -> share > 7);
                    coverage.check("bad_zone").count(count -> count > 0);
                    coverage.check("pickup_in_future").count(count -> count > 0);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "\\t", "\\u000b", "\\u0001", "\u007f", "\u00a0", "\u2003", "\u3000"})
    void readsWhatIsABlankOrLooksLikeOneAsAPlainReadingDoes(String blank) {
        for (String name : List.of("pickup_datetime", "PULocationID", "fare_amount")) {
            for (String value : List.of("", "2024-01-31 10:15:00", "4")) {
                assertReadAsPlainly(
                        List.of(
                                Map.entry("pickup_datetime", "\"2024-01-31 10:15:00\""),
                                Map.entry("PULocationID", "132"),
                                Map.entry(name, '"' + blank + value + blank + '"')));
            }
        }
    }

    private static Optional<RejectReason> assertReadAsPlainly(
            List<Map.Entry<String, String>> members) {
        PlainReading plain = new PlainReading(members);
        Optional<RejectReason> reason = plain.rejectReason(LATEST_PICKUP);
        TripEnvelope envelope = parse(AnyRecords.record(members));
        if (reason.isPresent()) {
            assertThat(envelope.isTrip()).isFalse();
            assertThat(envelope.rejection().reason()).isEqualTo(reason.get());
        } else {
            assertThat(envelope.trip()).usingRecursiveComparison().isEqualTo(plain.trip());
        }
        return reason;
    }

    @Property(tries = 1_000)
    void readsBackWhatATripIsWrittenAs(@ForAll("trips") Trip trip) {
        TripEnvelope envelope =
                new TripParser(Duration.ZERO)
                        .parse(
                                Trips.recordOf(trip),
                                trip.pickupMillis() + Duration.ofHours(6).toMillis(),
                                "",
                                "",
                                "");

        assertThat(envelope.trip()).usingRecursiveComparison().isEqualTo(trip);
    }

    @Property(tries = 2_000)
    void bytesOfAnyKindAreNotJsonOnlyIfJacksonSaysSo(@ForAll @Size(max = 60) byte[] garbage) {
        assertJsonAsToJackson(garbage);
    }

    @Property(tries = 2_000)
    void jsonLikeGarbageIsNotJsonOnlyIfJacksonSaysSo(@ForAll("jsonLike") String garbage) {
        assertJsonAsToJackson(garbage.getBytes(StandardCharsets.UTF_8));
    }

    /** Each by a parser that has read nothing before: what it remembers is no text at first. */
    @Property(tries = 3_000)
    void rawControlCharactersAreNeverJson(
            @ForAll("objects") List<Map.Entry<String, String>> members,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(max = 31) int control) {
        byte[] record = AnyRecords.record(members);
        int from = place % record.length;
        Arrays.fill(record, from, Math.min(record.length, from + count), (byte) control);
        TripEnvelope envelope =
                new TripParser(Duration.ofHours(1)).parse(record, ARRIVAL, "", "", "");

        if (envelope.isTrip()) {
            assertThat(PlainReading.areJsonValues(record)).isTrue();
        }
    }

    @Test
    void timeWhoseDateIsZeroBytesIsNone() {
        byte[] record = Parsing.bytes(Parsing.TRIP.replace("2024-01-31", "\0".repeat(10)) + "}");
        TripEnvelope envelope =
                new TripParser(Duration.ofHours(1)).parse(record, ARRIVAL, "", "", "");

        assertThat(envelope.rejection().reason()).isEqualTo(RejectReason.NOT_JSON);
    }

    @Property(tries = 3_000)
    void damagedRecordIsNotJsonOnlyIfJacksonSaysSo(
            @ForAll("objects") List<Map.Entry<String, String>> members,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll byte replacement,
            @ForAll("damages") String damage) {
        byte[] record = AnyRecords.record(members);
        assertJsonAsToJackson(damaged(record, place % record.length, replacement, damage));
    }

    /** Neither throws nor returns null, either. */
    private static void assertJsonAsToJackson(byte[] record) {
        boolean isNotJson =
                parse(record).entries().stream()
                        .anyMatch(
                                entry ->
                                        !entry.isTrip()
                                                && entry.rejection().reason()
                                                        == RejectReason.NOT_JSON);
        if (!isNotJson) {
            assertThat(PlainReading.areJsonValues(record)).isTrue();
        } else if (isUtf8(record)) {
            assertThat(PlainReading.isJson(record)).isFalse();
        }
    }

    /** Jackson reads more: UTF-16 and UTF-32, and bytes that only look like UTF-8. */
    private static boolean isUtf8(byte[] record) {
        for (byte b : Arrays.copyOf(record, Math.min(4, record.length))) {
            if (b == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] damaged(byte[] record, int at, byte replacement, String damage) {
        byte[] result = record.clone();
        switch (damage) {
            case "replace" -> result[at] = replacement;
            case "flip a bit" -> result[at] ^= (byte) (1 << (replacement & 7));
            case "cut off" -> result = Arrays.copyOf(result, at);
            default ->
                    System.arraycopy(record, at, result, Math.max(0, at - 3), record.length - at);
        }
        return result;
    }

    @Provide
    Arbitrary<String> damages() {
        return Arbitraries.of("replace", "flip a bit", "cut off", "move");
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> objects() {
        return AnyRecords.members();
    }

    @Provide
    Arbitrary<String> jsonLike() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\\",
                        " ",
                        "1",
                        "-",
                        ".",
                        "e5",
                        "null",
                        "true",
                        "\"a\"",
                        "\"PULocationID\":4",
                        "\\u00",
                        "\u0000",
                        "\uFEFF",
                        "ü",
                        "🚕");
        return pieces.list().ofMaxSize(20).map(all -> String.join("", all));
    }

    /** What {@link Trips#recordOf} can write: whole seconds, durations by the drop-off time. */
    @Provide
    Arbitrary<Trip> trips() {
        return Combinators.combine(AnyTrips.trips(), Arbitraries.longs().between(0, 86_400))
                .as(
                        (trip, duration) ->
                                new Trip(
                                        trip.zoneId(),
                                        trip.pickupMillis() / 1000 * 1000,
                                        trip.get(Measure.PASSENGERS),
                                        duration,
                                        Math.abs(trip.get(Measure.DISTANCE)),
                                        Math.abs(trip.get(Measure.FARE)),
                                        Math.abs(trip.get(Measure.TIP)),
                                        Math.abs(trip.get(Measure.TOLLS)),
                                        Math.abs(trip.get(Measure.TOTAL)) % 99_999_999_999L));
    }
}
