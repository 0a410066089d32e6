package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.TRIP;
import static io.github.taxistream.parse.Parsing.trip;
import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of records that are trips. */
class TripParserTest {

    private static final String RECORD =
            "{'%s':'2024-01-31 10:15:00','%s':'2024-01-31 10:25:30','%s':249,"
                    + "'passenger_count':2,'trip_distance':1.15,'fare_amount':10.5,"
                    + "'tip_amount':2.25,'tolls_amount':6.94,'total_amount':19.69}";

    @ParameterizedTest
    @CsvSource({
        "tpep_pickup_datetime, tpep_dropoff_datetime, PULocationID",
        "lpep_pickup_datetime, lpep_dropoff_datetime, PULocationID",
        "pickup_datetime, dropoff_datetime, pickup_location_id",
        "Lpep_Pickup_DateTime, lpep_dropoff_datetime, pulocationid",
        "TPEP_PICKUP_DATETIME, TPEP_DROPOFF_DATETIME, PULOCATIONID",
        "Pickup_Datetime, Dropoff_Datetime, Pickup_Location_Id"
    })
    void namesOfAllSourcesCountInAnyLetterCase(String pickup, String dropoff, String zone) {
        assertIsTheTrip(trip(String.format(RECORD, pickup, dropoff, zone)));
    }

    @Test
    void namesOfAmountsCountInAnyLetterCase() {
        String record =
                String.format(RECORD, "pickup_datetime", "dropoff_datetime", "puLocationId");
        assertIsTheTrip(
                trip(
                        record.replace("passenger_count", "Passenger_Count")
                                .toUpperCase(Locale.ROOT)));
    }

    @Test
    void namesMayBeEscaped() {
        String record =
                String.format(
                        RECORD, "\\u0070ickup_datetime", "dropoff_datetime", "P\\u0055LocationID");
        assertIsTheTrip(trip(record));
    }

    @Test
    void valuesMayAllBeStrings() {
        String typed = String.format(RECORD, "pickup_datetime", "dropoff_datetime", "PULocationID");
        assertIsTheTrip(trip(typed.replaceAll(":([0-9.]+)([,}])", ":'$1'$2")));
    }

    @Test
    void languageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            namesOfAllSourcesCountInAnyLetterCase(
                    "TPEP_PICKUP_DATETIME", "TPEP_DROPOFF_DATETIME", "PULOCATIONID");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void recordOfATestIsTheTripItWasMadeOf() {
        Trip made = tripAt(132, "10:59:59");
        Trip read = Parsing.parse(recordOf(made)).trip();
        assertThat(read).usingRecursiveComparison().isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[[1],{'PULocationID':9}]",
                "{'pickup_datetime':'1999-01-01 00:00:00','a':{'PULocationID':9}}",
                "true",
                "null",
                "'\\u0000\\ud83d\\ude95'",
                "-1e-999999999"
            })
    void unknownMembersAreIgnored(String value) {
        Trip trip = trip("{'x':" + value + "," + TRIP.substring(1) + ",'y':" + value + "}");
        assertThat(trip.zoneId()).isEqualTo(4);
        assertThat(trip.pickupMillis()).isEqualTo(at("10:15"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'fare_amount':null",
                ",'fare_amount':''",
                ",'fare_amount':'  '",
                ",'fare_amount':'twelve'",
                ",'fare_amount':true",
                ",'fare_amount':[12]",
                ",'fare_amount':{'cents':12}",
                ",'fare_amount':'NaN'",
                ",'fare_amount':'Infinity'",
                ",'fare_amount':1e400",
                ",'fare_amount':-1e400",
                ",'fare_amount':1e-400",
                ",'fare_amount':1000000000",
                ",'fare_amount':'2024-01-31 10:15:00'"
            })
    void amountThatIsMissingOrUnreadableCountsZero(String member) {
        assertThat(trip(TRIP + member + "}").get(Measure.FARE)).isZero();
    }

    @Test
    void everyNumberMayBeMissing() {
        assertThat(trip(TRIP + "}"))
                .usingRecursiveComparison()
                .isEqualTo(new Trip(4, at("10:15"), 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void refundIsAddedAsItIs() {
        Trip trip =
                trip(TRIP + ",'fare_amount':-52.00,'tip_amount':'-0.01','total_amount':-5.3e1}");
        assertThat(trip.get(Measure.FARE)).isEqualTo(-5200);
        assertThat(trip.get(Measure.TIP)).isEqualTo(-1);
        assertThat(trip.get(Measure.TOTAL)).isEqualTo(-5300);
    }

    @Test
    void passengersAreRoundedToWholeOnes() {
        assertThat(trip(TRIP + ",'passenger_count':1.0}").get(Measure.PASSENGERS)).isEqualTo(1);
        assertThat(trip(TRIP + ",'passenger_count':'1.5'}").get(Measure.PASSENGERS)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31 10:15:01, 1",
        "2024-02-01 10:15:00, 86400",
        "2024-01-31 10:15:00.999, 0",
        "2024-01-31 10:14:59, 0",
        "2008-01-01 00:00:00, 0",
        "2024-01-31T10:16:00Z, 0",
        "never, 0"
    })
    void durationIsFromPickupToDropoffAndNeverNegative(String dropoff, long seconds) {
        Trip trip = trip(TRIP + ",'dropoff_datetime':'" + dropoff + "'}");
        assertThat(trip.get(Measure.DURATION)).isEqualTo(seconds);
    }

    @Test
    void fractionOfASecondIsCutOff() {
        Trip trip = trip("{'pickup_datetime':'2024-01-31T10:59:59.999','PULocationID':'4'}");
        assertThat(trip.pickupMillis()).isEqualTo(at("10:59:59"));
        assertThat(trip.hourStartMillis()).isEqualTo(at("10:00"));
    }

    @Test
    void ofDuplicateMembersTheLastWins() {
        assertThat(trip(TRIP + ",'fare_amount':1,'fare_amount':2}").get(Measure.FARE))
                .isEqualTo(200);
        assertThat(trip(TRIP + ",'PULocationID':5}").zoneId()).isEqualTo(5);
        assertThat(trip(TRIP + ",'fare_amount':1,'fare_amount':null}").get(Measure.FARE)).isZero();
        assertThat(trip(TRIP + ",'fare_amount':1,'FARE_AMOUNT':'x'}").get(Measure.FARE)).isZero();
        assertThat(trip("{'PULocationID':'x'," + TRIP.substring(1) + "}").zoneId()).isEqualTo(4);
    }

    @Test
    void lastWinsAlsoAcrossTheNamesOfAMember() {
        assertThat(trip(TRIP + ",'pickup_location_id':7}").zoneId()).isEqualTo(7);
        assertThat(trip(TRIP + ",'lpep_pickup_datetime':'2024-01-31 09:00:00'}").pickupMillis())
                .isEqualTo(at("09:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '"})
    void nothingUnderAnotherNameTakesNoValueAway(String nothing) {
        assertThat(trip(TRIP + ",'pickup_location_id':" + nothing + "}").zoneId()).isEqualTo(4);
        assertThat(trip(TRIP + ",'lpep_pickup_datetime':" + nothing + "}").pickupMillis())
                .isEqualTo(trip(TRIP + "}").pickupMillis());
        assertThat(Parsing.rejectReason(TRIP + ",'\\u0050ulocationID':" + nothing + "}").id())
                .isEqualTo("missing_zone");
    }

    /** As Python prints None, NaN, NaT and NA, databases null, and R a missing value. */
    @ParameterizedTest
    @ValueSource(
            strings = {"NaT", "nan", "None", "null", "NULL", "<NA>", "NA", "n/a", "\\\\N", " NaN "})
    void wordForNothingUnderAnotherNameTakesNoValueAway(String word) {
        String quoted = "'" + word + "'";
        assertThat(trip(TRIP + ",'pickup_location_id':" + quoted + "}").zoneId()).isEqualTo(4);
        assertThat(trip(TRIP + ",'lpep_pickup_datetime':" + quoted + "}").pickupMillis())
                .isEqualTo(trip(TRIP + "}").pickupMillis());
        assertThat(
                        trip("{'lpep_pickup_datetime':" + quoted + "," + TRIP.substring(1) + "}")
                                .pickupMillis())
                .isEqualTo(trip(TRIP + "}").pickupMillis());
        Trip trip =
                trip(
                        TRIP
                                + ",'base_passenger_fare':61.2,'bcf':1.5,'fare_amount':"
                                + quoted
                                + ",'total_amount':"
                                + quoted
                                + "}");
        assertThat(trip.get(Measure.FARE)).isEqualTo(6120);
        assertThat(trip.get(Measure.TOTAL)).isEqualTo(6270);
        assertThat(trip(TRIP + ",'fare_amount':1,'fare_amount':" + quoted + "}").get(Measure.FARE))
                .isZero();
        assertThat(Parsing.rejectReason("{'pickup_datetime':" + quoted + "}").id())
                .isEqualTo("bad_pickup_time");
        assertThat(Parsing.rejectReason(TRIP + ",'PULocationID':" + quoted + "}").id())
                .isEqualTo("bad_zone");
    }

    @Test
    void nothingOfOneRecordIsInTheNext() {
        trip(TRIP + ",'dropoff_datetime':'2024-01-31 10:16:00','fare_amount':1,'tip_amount':1}");
        assertThat(trip(TRIP + "}").get(Measure.FARE)).isZero();
        assertThat(trip(TRIP + "}").get(Measure.DURATION)).isZero();
        assertThat(Parsing.rejectReason("{}").id()).isEqualTo("missing_pickup_time");
    }

    @Test
    void negativeFutureToleranceIsRefused() {
        assertThatThrownBy(() -> new TripParser(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("future tolerance")
                .hasMessageContaining("PT-0.001S");
    }

    private static void assertIsTheTrip(Trip trip) {
        assertThat(trip)
                .usingRecursiveComparison()
                .isEqualTo(new Trip(249, at("10:15"), 2, 630, 115, 1050, 225, 694, 1969));
    }
}
