package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.TRIP;
import static io.github.taxistream.parse.Parsing.bytes;
import static io.github.taxistream.parse.Parsing.parse;
import static io.github.taxistream.support.Gzip.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of several entries, and what becomes of each. */
class RecordEntriesTest {

    private static final String GOOD = TRIP + "}";
    private static final String BAD_ZONE =
            "{'pickup_datetime':'2024-01-31 10:15:00','PULocationID':0}";
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD + "\n" + GOOD + "\n",
                GOOD + "\n" + GOOD,
                GOOD + "\r\n" + GOOD + "\r\n",
                "\n\n" + GOOD + "\n \t\n\n" + GOOD + " \n\n",
                GOOD + GOOD,
                GOOD + " " + GOOD + "\t",
                "[" + GOOD + "," + GOOD + "]",
                "[\n " + GOOD + ",\n " + GOOD + "\n]\n",
                "[" + GOOD + "]\n[" + GOOD + "]",
                "[" + GOOD + "]" + GOOD,
                "{\n'pickup_datetime':\n'2024-01-31 10:15:00','PULocationID':4}\n{\n'PULocationID'"
                        + ":4,\n\n'pickup_datetime':'2024-01-31 10:15:00'\n}"
            })
    void valuesOneALineOneAfterTheOtherOrInAnArrayCountEach(String record) {
        assertThat(outcomes(record)).containsExactly("trip", "trip");
        assertThat(outcomes(gzip(bytes(record)))).containsExactly("trip", "trip");
    }

    @Test
    void byteOrderMarkMayStandBeforeTheFirstLine() {
        assertThat(outcomes("\uFEFF" + GOOD + "\n" + GOOD)).containsExactly("trip", "trip");
    }

    @Test
    void eachEntryIsRejectedWithItsOwnBytes() {
        assertThat(outcomes(GOOD + "\n" + BAD_ZONE + "\n{}\n1\n[]\n"))
                .containsExactly(
                        "trip",
                        "bad_zone: " + BAD_ZONE,
                        "missing_pickup_time: {}",
                        "not_an_object: 1",
                        "not_an_object: []");
        assertThat(outcomes("[ " + BAD_ZONE + " , null, [" + GOOD + "]]"))
                .containsExactly(
                        "bad_zone: " + BAD_ZONE,
                        "not_an_object: null",
                        "not_an_object: [" + GOOD + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pickup_datetime':",
                TRIP,
                TRIP + ",",
                TRIP + ",'x':[1,",
                TRIP + ",'x':'abc",
                GOOD + "}",
                GOOD + ",",
                GOOD + " x",
                "[" + GOOD,
                "garbage",
                "2024-01-31 10:15:00,4"
            })
    void brokenLineSpoilsOnlyItself(String line) {
        assertThat(outcomes(GOOD + "\n" + line + "\n" + GOOD + "\n"))
                .containsExactly("trip", "not_json: " + line, "trip");
        assertThat(outcomes(GOOD + "\r\n" + line + "\r\n" + GOOD))
                .containsExactly("trip", "not_json: " + line, "trip");
        assertThat(outcomes(line + "\n" + GOOD)).containsExactly("not_json: " + line, "trip");
        assertThat(outcomes(GOOD + "\n" + line)).containsExactly("trip", "not_json: " + line);
        assertThat(outcomes(GOOD + "\n" + line + "\n" + line + "\n" + GOOD))
                .containsExactly("trip", "not_json: " + line, "not_json: " + line, "trip");
        assertThat(outcomes(gzip(bytes(GOOD + "\n" + line + "\n" + GOOD))))
                .containsExactly("trip", "not_json: " + line, "trip");
    }

    @Test
    void bytesThatAreNotUtf8SpoilTheirLineOnly() {
        byte[] record = bytes(GOOD + "\n" + GOOD + "\n" + GOOD);
        record[GOOD.length() + 5] = (byte) 0xC3;
        assertThat(parse(record).entries().stream().map(TripEnvelope::isTrip))
                .containsExactly(true, false, true);
    }

    @Test
    void linesOfWhichNoneIsWholeAreRejectedEach() {
        assertThat(outcomes(TRIP + "\n" + TRIP + "\n" + TRIP))
                .containsExactly("not_json: " + TRIP, "not_json: " + TRIP, "not_json: " + TRIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n\n",
                "VendorID,lpep_pickup_datetime,PULocationID\n2,2024-01-31 10:15:00,4\n2,,\n",
                "{\n'pickup_datetime':'2024-01-31 10:15:00',\n'PULocationID':4,\n'x':\n}\n",
                TRIP + "\n"
            })
    void whatDoesNotLookLikeLinesOfJsonIsOneEntry(String record) {
        assertThat(outcomes(record)).containsExactly("not_json: " + record);
    }

    @Test
    void emptyArrayIsOneEntry() {
        assertThat(outcomes(" [ ] ")).containsExactly("not_an_object:  [ ] ");
    }

    @Test
    void entriesOfOneRecordAreOneAfterTheOtherWithThePositionOfTheRecord() {
        List<TripEnvelope> entries = parse(bytes(GOOD + "\n{}\n" + GOOD)).entries();

        assertThat(entries).hasSize(3);
        assertThat(entries.get(0).hasNext()).isTrue();
        assertThat(entries.get(2).hasNext()).isFalse();
        assertThat(entries).allMatch(entry -> entry.arrivalMillis() == Parsing.ARRIVAL);
        assertThat(entries.get(1).rejection().sequenceNumber()).isEqualTo("42");
    }

    @Test
    void nothingOfOneEntryIsInTheNext() {
        List<TripEnvelope> entries =
                parse(bytes(TRIP + ",'fare_amount':1}\n" + GOOD + "\n{'PULocationID':4}"))
                        .entries();
        assertThat(entries.get(1).trip().get(io.github.taxistream.trip.Measure.FARE)).isZero();
        assertThat(entries.get(2).rejection().reason()).isEqualTo(RejectReason.MISSING_PICKUP_TIME);
    }

    @Test
    void membersOfAGzipFileFollowOneAnother() {
        byte[] first = gzip(bytes(GOOD + "\n"));
        byte[] second = gzip(bytes(BAD_ZONE));
        assertThat(outcomes(concat(first, second)))
                .containsExactly("trip", "bad_zone: " + BAD_ZONE);
        assertThat(outcomes(concat(first, new byte[5]))).containsExactly("trip");
    }

    @Test
    void gzipThatCannotBeUnpackedIsOneEntry() {
        byte[] good = gzip(bytes(GOOD + "\n" + GOOD));
        byte[] changed = good.clone();
        changed[good.length - 6]++;
        for (byte[] record :
                List.of(
                        changed,
                        Arrays.copyOf(good, 2),
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, good.length / 2),
                        concat(good, bytes(GOOD)))) {
            TripEnvelope envelope = parse(record);
            assertThat(envelope.hasNext()).isFalse();
            assertThat(envelope.payload()).containsSame(record);
            assertThat(envelope.rejection().reason()).isEqualTo(RejectReason.NOT_JSON);
            assertThat(envelope.rejection().detail()).startsWith("gzip that cannot be unpacked: ");
        }
    }

    @Test
    void gzipInsideGzipIsOneEntry() {
        byte[] record = gzip(gzip(bytes(GOOD)));
        assertThat(Parsing.rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void tooManyEntriesAreOne() {
        byte[] record = gzip(bytes("1,".repeat(300_000)));
        assertThat(Parsing.rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
        byte[] array = gzip(bytes("[" + "1,".repeat(300_000) + "1]"));
        assertThat(Parsing.rejectReason(array)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(parse(array).rejection().detail()).contains("more than 250000 entries");
        byte[] lines = gzip(bytes("{}\n".repeat(300_000)));
        assertThat(parse(lines).rejection().detail()).contains("more than 250000 entries");
    }

    /** Each line could be the beginning of a value that ends with the record. */
    @ParameterizedTest
    @ValueSource(strings = {"[\n", "{'a':\n", "[[\n{'a':[\n", "'\n", "{}\n[\n"})
    void megabyteOfBeginningsIsReadAtOnce(String line) {
        byte[] record = bytes(line.repeat(MEGABYTE / line.length()));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(record));
    }

    private static List<String> outcomes(String record) {
        return outcomes(bytes(record));
    }

    /** What became of each entry, in single quotes. */
    private static List<String> outcomes(byte[] record) {
        return parse(record).entries().stream()
                .map(RecordEntriesTest::outcome)
                .collect(Collectors.toList());
    }

    private static String outcome(TripEnvelope entry) {
        return entry.isTrip()
                ? "trip"
                : entry.rejection().reason().id()
                        + ": "
                        + new String(entry.payload().orElseThrow(), UTF_8).replace('"', '\'');
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
