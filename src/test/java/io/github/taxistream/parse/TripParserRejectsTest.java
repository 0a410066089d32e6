package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.TRIP;
import static io.github.taxistream.parse.Parsing.parse;
import static io.github.taxistream.parse.Parsing.rejectReason;
import static io.github.taxistream.parse.Parsing.trip;
import static io.github.taxistream.support.Trips.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records are rejected, and for which reason. */
class TripParserRejectsTest {

    private static final String SHIFTED_COLUMNS =
            "{'VendorID':'400499','tpep_pickup_datetime':'1','tpep_dropoff_datetime':"
                    + "'2017-12-02 03:04:43','passenger_count':'2017-12-02 03:12:24',"
                    + "'trip_distance':'2','RatecodeID':'1.1','store_and_fwd_flag':'1',"
                    + "'PULocationID':'N','DOLocationID':'249','payment_type':'234',"
                    + "'fare_amount':'1','extra':'7.0','mta_tax':'0.5','tip_amount':'0.5',"
                    + "'tolls_amount':'1.65','improvement_surcharge':'0.0','total_amount':'0.3'}";

    @Test
    void recordOfTheKinesisAgentWithShiftedColumnsHasABadPickupTime() {
        assertThat(rejectReason(SHIFTED_COLUMNS)).isEqualTo(RejectReason.BAD_PICKUP_TIME);
        assertThat(parse(SHIFTED_COLUMNS).rejection().detail()).contains("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[[]]", "1", "NaN", "-1.5e3", "'text'", "true", "null", " null "})
    void jsonThatIsNoObject(String record) {
        assertThat(rejectReason(record)).isEqualTo(RejectReason.NOT_AN_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'PULocationID':4}",
                "{'pickup_datetime':null,'PULocationID':4}",
                "{'pickup_datetime':'','PULocationID':4}",
                "{'pickup_datetime':' \\t ','PULocationID':4}",
                "{'pickup_datetime':'\\u0001','PULocationID':4}",
                "{'pickup_datetime':'2024-01-31 10:15:00','PICKUP_DATETIME':null}",
                "{'pickup_datetime':NaN,'PULocationID':4}",
                "{'pickup-datetime':'2024-01-31 10:15:00','PULocationID':4}",
                "{'trip':{'pickup_datetime':'2024-01-31 10:15:00'},'PULocationID':4}"
            })
    void pickupTimeThatIsMissing(String record) {
        assertThat(rejectReason(record)).isEqualTo(RejectReason.MISSING_PICKUP_TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1706696100",
                "1706696100.5",
                "true",
                "[]",
                "{}",
                "'1'",
                "'N'",
                "['2024-01-31 10:15:00']",
                "'2024-01-31 10:15:00Z'",
                "'2024-01-31T10:15:00-05:00'",
                "'2024-02-30 10:15:00'",
                "'2024-01-31 24:00:00'",
                "'2024-01-31 10:15'",
                "'NaN'",
                "'\u2003'",
                "'\u3000'"
            })
    void pickupTimeThatIsNone(String time) {
        assertThat(rejectReason("{'pickup_datetime':" + time + ",'PULocationID':4}"))
                .isEqualTo(RejectReason.BAD_PICKUP_TIME);
    }

    @Test
    void pickupBefore2009() {
        assertThat(rejectReason("{'pickup_datetime':'2008-12-31 23:59:59','PULocationID':4}"))
                .isEqualTo(RejectReason.PICKUP_BEFORE_2009);
        assertThat(rejectReason("{'pickup_datetime':'0000-01-01 00:00:00','PULocationID':4}"))
                .isEqualTo(RejectReason.PICKUP_BEFORE_2009);
        assertThat(trip("{'pickup_datetime':'2009-01-01 00:00:00','PULocationID':4}").zoneId())
                .isEqualTo(4);
    }

    @Test
    void pickupMoreThanTheToleranceAfterTheArrival() {
        assertThat(rejectReason("{'pickup_datetime':'2024-01-31 13:00:01','PULocationID':4}"))
                .isEqualTo(RejectReason.PICKUP_IN_FUTURE);
        assertThat(rejectReason("{'pickup_datetime':'9999-12-31 23:59:59','PULocationID':4}"))
                .isEqualTo(RejectReason.PICKUP_IN_FUTURE);
        assertThat(
                        trip("{'pickup_datetime':'2024-01-31 13:00:00','PULocationID':4}")
                                .pickupMillis())
                .isEqualTo(at("13:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'PULocationID':null",
                ",'PULocationID':' '",
                ",'PULocationID':NaN",
                ",'PULocationID':-Infinity",
                ",'PULocationID':'\\u0001'",
                ",'PULocationID':4,'pulocationid':null"
            })
    void zoneThatIsMissing(String zone) {
        assertThat(rejectReason("{'pickup_datetime':'2024-01-31 10:15:00'" + zone + "}"))
                .isEqualTo(RejectReason.MISSING_ZONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "266",
                "-4",
                "4.5",
                "'4.5'",
                "'N'",
                "'NV'",
                "true",
                "[4]",
                "{'id':4}",
                "4e9",
                "4294967300",
                "18446744073709551620",
                "4.000000000000000000000000001",
                "1e400",
                "'Infinity'",
                "'0x4'",
                "'4,'",
                "'\u2003'",
                "'\u3000'"
            })
    void zoneThatIsNone(String zone) {
        assertThat(
                        rejectReason(
                                "{'pickup_datetime':'2024-01-31 10:15:00','PULocationID':"
                                        + zone
                                        + "}"))
                .isEqualTo(RejectReason.BAD_ZONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "265, 265",
        "'''249''', 249",
        "249.0, 249",
        "'''249.0''', 249",
        "2.49e2, 249",
        "' ''0249 '' ', 249"
    })
    void zoneInEveryWayOfWritingIt(String zone, int id) {
        assertThat(
                        trip("{'pickup_datetime':'2024-01-31 10:15:00','PULocationID':"
                                        + zone
                                        + "}")
                                .zoneId())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'pickup_datetime':'x','PULocationID':'x'} {| NOT_JSON",
                "{'PULocationID':0| NOT_JSON",
                "[{'PULocationID':0}]| MISSING_PICKUP_TIME",
                "[}| NOT_JSON",
                "{'PULocationID':0}| MISSING_PICKUP_TIME",
                "{'pickup_datetime':'x'}| BAD_PICKUP_TIME",
                "{'pickup_datetime':'x','PULocationID':0}| BAD_PICKUP_TIME",
                "{'pickup_datetime':'2001-01-01 00:00:00'}| PICKUP_BEFORE_2009",
                "{'pickup_datetime':'2001-01-01 00:00:00','PULocationID':0}| PICKUP_BEFORE_2009",
                "{'pickup_datetime':'2031-01-01 00:00:00'}| PICKUP_IN_FUTURE",
                "{'pickup_datetime':'2031-01-01 00:00:00','PULocationID':0}| PICKUP_IN_FUTURE",
                "{'pickup_datetime':'2024-01-31 10:15:00','DOLocationID':0}| MISSING_ZONE"
            })
    void firstReasonThatHoldsIsGiven(String record, RejectReason reason) {
        assertThat(rejectReason(record)).isEqualTo(reason);
    }

    @Test
    void detailShowsWhatIsWrongButNotAllOfIt() {
        String long1 = "x".repeat(10_000);
        assertThat(rejectReason(TRIP + ",'PULocationID':'" + long1 + "'}"))
                .isEqualTo(RejectReason.BAD_ZONE);
        assertThat(parse(TRIP + ",'PULocationID':'Queens\\nBronx'}").rejection().detail())
                .contains("Queens");
        assertThat(parse(TRIP + ",'PULocationID':266}").rejection().detail())
                .isEqualTo("pickup zone \"266\" is not 1 to 265");
    }
}
