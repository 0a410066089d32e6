package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in all the forms in which they come. */
class TripTimesTest {

    private static final long MUCH_LATER = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2024-01-08T10:05:00.000Z'",
                "'2024-01-08T10:05:00Z'",
                "'2024-01-08 10:05:00 UTC'",
                "'2024-01-08 10:05:00.000 UTC'",
                "'2024-01-08 10:05:00 utc'",
                "'2024-01-08 10:05:00 GMT'",
                "'2024-01-08 10:05:00+00:00'",
                "'2024-01-08T10:05:00+0000'",
                "'2024-01-08T10:05:00-00'",
                "'2024-01-08 10:05:00 +0000 UTC'",
                "'2024-01-08T10:05:00Z[UTC]'",
                "' \\\"2024-01-08T10:05:00Z\\\" '",
                "1704708300",
                "1704708300.5",
                "1.7047083E9",
                "'1704708300'",
                "1704708300000",
                "'1704708300999'",
                "1.7047083E12",
                "1704708300000000",
                "1704708300000000000",
                "'1704708300000000000'"
            })
    void instantIsWhatTheSettingSays(String time) {
        TripEnvelope rejected = parse(time, Instants.REJECT);
        assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.BAD_PICKUP_TIME);
        assertThat(rejected.rejection().detail()).contains("time.instants");
        assertThat(pickup(time, Instants.WALL_CLOCK)).isEqualTo("2024-01-08T10:05:00Z");
        assertThat(pickup(time, Instants.NEW_YORK)).isEqualTo("2024-01-08T05:05:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-08T10:05:00-05:00, 2024-01-08T10:05:00Z, 2024-01-08T10:05:00Z",
        "2024-01-08T10:05:00-0800, 2024-01-08T10:05:00Z, 2024-01-08T13:05:00Z",
        "2024-01-08T01:05:00+05:30, 2024-01-08T01:05:00Z, 2024-01-07T14:35:00Z",
        "2024-01-08 10:05:00 EST, 2024-01-08T10:05:00Z, 2024-01-08T10:05:00Z",
        "2024-07-08 10:05:00 EDT, 2024-07-08T10:05:00Z, 2024-07-08T10:05:00Z",
        "2024-07-08 10:05:00 America/New_York, 2024-07-08T10:05:00Z, 2024-07-08T10:05:00Z",
        "2024-07-08T10:05:00-04:00[America/New_York], 2024-07-08T10:05:00Z, 2024-07-08T10:05:00Z",
        "2024-07-08T10:05:00Z, 2024-07-08T10:05:00Z, 2024-07-08T06:05:00Z",
        "2024-03-10T06:59:59Z, 2024-03-10T06:59:59Z, 2024-03-10T01:59:59Z",
        "2024-03-10T07:00:00Z, 2024-03-10T07:00:00Z, 2024-03-10T03:00:00Z",
        "2024-11-03T05:30:00Z, 2024-11-03T05:30:00Z, 2024-11-03T01:30:00Z",
        "2024-11-03T06:30:00Z, 2024-11-03T06:30:00Z, 2024-11-03T01:30:00Z"
    })
    void offsetIsKeptOrConvertedDaylightSavingIncluded(
            String time, String wallClock, String newYork) {
        assertThat(pickup("'" + time + "'", Instants.WALL_CLOCK)).isEqualTo(wallClock);
        assertThat(pickup("'" + time + "'", Instants.NEW_YORK)).isEqualTo(newYork);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1704708300",
                "999999999",
                "1e400",
                "17e99999999999",
                "'20240108'",
                "'2024-01-08 10:05:00 nowhere'",
                "'2024-01-08 10:05:00Zebra'",
                "'2024-01-08 10:05:00+99:00'",
                "'2024-01-08 10:05:00-'",
                "'2024-01-08 10:05:00.'",
                "'2024-01-08'",
                "'2024-02-30T10:05:00Z'",
                "'Z'",
                "99999999999999999999999999999999999999999999999999"
            })
    void whatIsNeitherATimeNorAnInstantIsBadWhateverTheSetting(String time) {
        for (Instants instants : Instants.values()) {
            TripEnvelope envelope = parse(time, instants);
            assertThat(envelope.rejection().reason()).isEqualTo(RejectReason.BAD_PICKUP_TIME);
            assertThat(envelope.rejection().detail()).doesNotContain("time.instants");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01/08/2024 10:05:00 PM, 2024-01-08T22:05:00Z",
        "1/8/2024 10:05:00 AM, 2024-01-08T10:05:00Z",
        "01/08/2024 12:00:00 AM, 2024-01-08T00:00:00Z",
        "01/08/2024 12:59:59 PM, 2024-01-08T12:59:59Z",
        "12/31/2023 11:59:59 pm, 2023-12-31T23:59:59Z",
        "01/08/2024 10:05 PM, 2024-01-08T22:05:00Z",
        "01/08/2024 10:05:00.123 PM, 2024-01-08T22:05:00Z",
        "'1/8/2024, 10:05:00 PM', 2024-01-08T22:05:00Z",
        "01/08/2024 10:05:00\u202fPM, 2024-01-08T22:05:00Z",
        "01/08/2024 10:05:00PM, 2024-01-08T22:05:00Z"
    })
    void twelveHourTimeIsReadUnderEverySetting(String time, String expected) {
        for (Instants instants : Instants.values()) {
            assertThat(pickup("'" + time + "'", instants)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01/08/2024 22:05:00",
                "01/08/2024 22:05:00 PM",
                "01/08/2024 0:05:00 AM",
                "13/08/2024 10:05:00 AM",
                "02/30/2024 10:05:00 AM",
                "01/08/24 10:05:00 AM",
                "01/08/2024 10:60:00 AM",
                "01/08/2024 10:05:00 XM",
                "01/08/2024 10:05:00 AM x",
                "01/08/2024 PM",
                "01/08/2024 10 PM",
                "1/8/2024 10:05:00 A",
                "/8/2024 10:05:00 AM"
            })
    void whatIsNoTwelveHourTimeIsBad(String time) {
        assertThat(parse("'" + time + "'", Instants.REJECT).rejection().reason())
                .isEqualTo(RejectReason.BAD_PICKUP_TIME);
    }

    @Test
    void localTimeIsTheSameUnderEverySetting() {
        for (Instants instants : Instants.values()) {
            assertThat(pickup("'2024-01-08T10:05:00.123'", instants))
                    .isEqualTo("2024-01-08T10:05:00Z");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REJECT, 2024-01-08 10:05:00, 2024-01-08T15:25:00Z, 0",
        "NEW_YORK, 2024-01-08 10:05:00, 2024-01-08T15:25:00Z, 1200",
        "WALL_CLOCK, 2024-01-08T10:05:00Z, 2024-01-08 10:25:00, 1200",
        "NEW_YORK, 2024-01-08T10:05:00Z, 2024-01-08T10:25:00Z, 1200",
        // The clocks are changed meanwhile.
        "NEW_YORK, 2024-03-10T06:55:00Z, 2024-03-10T07:15:00Z, 1200",
        "NEW_YORK, 2024-11-03T05:55:00Z, 2024-11-03T06:15:00Z, 1200",
        "WALL_CLOCK, 2024-01-08T10:05:00Z, 2024-01-08T10:25:00-05:00, 1200",
        "REJECT, 2024-01-08 10:05:00, 3019-02-03 17:30:00, 0",
        "REJECT, 2024-01-08 10:05:00, 2055-09-16 11:51:39, 999999999",
        "REJECT, 2024-01-08 10:05:00, 2055-09-16 11:51:40, 0"
    })
    void durationIsBetweenTimesOfTheSameKind(
            Instants instants, String pickup, String dropoff, long seconds) {
        TripEnvelope envelope =
                parse("'" + pickup + "','dropoff_datetime':'" + dropoff + "'", instants);
        assertThat(envelope.trip().get(Measure.DURATION)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31T17:00:00Z, 2024-01-31 12:30:00, true",
        "2024-01-31T17:00:00Z, 2024-01-31 12:30:01, false",
        "2024-07-31T16:00:00Z, 2024-07-31 12:30:00, true",
        "2024-07-31T16:00:00Z, 2024-07-31 12:30:01, false",
        // It is 1:10 again, and was 1:59 before.
        "2024-11-03T06:10:00Z, 2024-11-03 02:29:59, true",
        "2024-11-03T06:10:00Z, 2024-11-03 02:31:00, false",
        "2024-11-03T05:10:00Z, 2024-11-03 01:41:00, false"
    })
    void pickupIsComparedWithTheArrivalOnNewYorksClock(
            Instant arrival, String pickup, boolean counts) {
        TripEnvelope envelope =
                new TripParser(Duration.ofMinutes(30))
                        .parse(record("'" + pickup + "'"), arrival.toEpochMilli(), "", "", "");
        assertThat(envelope.isTrip()).isEqualTo(counts);
        if (!counts) {
            assertThat(envelope.rejection().reason()).isEqualTo(RejectReason.PICKUP_IN_FUTURE);
            assertThat(envelope.rejection().detail()).contains("in New York");
        }
    }

    private static String pickup(String time, Instants instants) {
        return Instant.ofEpochMilli(parse(time, instants).trip().pickupMillis()).toString();
    }

    private static TripEnvelope parse(String time, Instants instants) {
        return new TripParser(Duration.ofHours(1), instants)
                .parse(record(time), MUCH_LATER, "trips", "shard", "1");
    }

    private static byte[] record(String time) {
        return bytes("{'tpep_pickup_datetime':" + time + ",'PULocationID':74}");
    }
}
