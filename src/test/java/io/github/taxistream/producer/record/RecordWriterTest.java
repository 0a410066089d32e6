package io.github.taxistream.producer.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourTotals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

    private static final long ARRIVAL = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private static final PlainReading READING =
            new PlainReading(Duration.ofHours(1), Instants.REJECT);

    private static Member member(TripColumn column) {
        return Member.of(column, DataSet.YELLOW);
    }

    private static String trip(OutgoingRecord record) {
        return record.trip().map(RecordWriterTest::text).orElse("rejected");
    }

    private static String text(Trip trip) {
        return trip + " " + ZoneHourTotals.of(trip);
    }

    private static String parsed(byte[] payload) {
        TripEnvelope envelope =
                new TripParser(Duration.ofHours(1)).parse(payload, ARRIVAL, "", "", "");
        return envelope.isTrip() ? text(envelope.trip()) : "rejected";
    }

    /** What is taken from the values has to be what the job reads in the bytes. */
    @Property(tries = 3000)
    void theJobReadsWhatWasWritten(
            @ForAll("numbers") double zone,
            @ForAll("numbers") double passengers,
            @ForAll("numbers") double distance,
            @ForAll("numbers") double fare,
            @ForAll("numbers") double total,
            @ForAll("seconds") long pickup,
            @ForAll("seconds") long dropoff,
            @ForAll JsonFormat format) {
        RecordWriter writer = new RecordWriter(format, READING);
        writer.begin();
        writer.number(member(TripColumn.VENDOR), 2);
        writer.time(member(TripColumn.PICKUP_TIME), pickup);
        writer.time(member(TripColumn.DROPOFF_TIME), dropoff);
        writer.number(member(TripColumn.PICKUP_ZONE), zone);
        writer.number(member(TripColumn.PASSENGERS), passengers);
        writer.number(member(TripColumn.DISTANCE), distance);
        writer.number(member(TripColumn.FARE), fare);
        writer.hundredths(member(TripColumn.TIP), (long) (fare * 3) % 1_000_000_000_000_000L);
        writer.whole(member(TripColumn.TOLLS), (long) passengers);
        writer.number(member(TripColumn.TOTAL), total);
        OutgoingRecord record = writer.end();
        assertThat(trip(record))
                .as(new String(record.payload(), StandardCharsets.UTF_8))
                .isEqualTo(parsed(record.payload()));
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 270).map(Integer::doubleValue),
                Arbitraries.integers().between(-100_000, 100_000).map(cents -> cents / 100.0),
                Arbitraries.integers().between(-100_000, 100_000).map(n -> n / 1000.0),
                Arbitraries.doubles(),
                Arbitraries.doubles().between(-1e10, 1e10),
                Arbitraries.of(0.005, 1.005, -2.675, 1e9, 999_999_999.99, 999_999_999.995, 1e-300));
    }

    @Provide
    Arbitrary<Long> seconds() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1_230_000_000L, 1_900_000_000L),
                Arbitraries.longs().between(1_706_000_000L, 1_706_010_000L),
                Arbitraries.longs().between(-100_000_000_000L, 400_000_000_000L));
    }

    @Property
    void centsAreExactInTheirShortestForm(@ForAll long anyCents) {
        long cents = anyCents % 1_000_000_000L;
        TripJson json = new TripJson(JsonFormat.JSON);
        json.begin();
        json.hundredths(TripJson.member("x"), cents);
        String text = new String(json.end(), StandardCharsets.UTF_8);
        String number = text.substring("{\"x\":".length(), text.length() - 1);
        assertThat(Double.parseDouble(number)).isEqualTo(cents / 100.0);
        assertThat(number)
                .isEqualTo(new BigDecimal(Double.toString(cents / 100.0)).toPlainString());
    }

    @Test
    void numbersAreTypedAndWhatIsMissingIsLeftOut() {
        assertThat(write(JsonFormat.JSON))
                .isEqualTo(
                        "{\"VendorID\":1,\"tpep_pickup_datetime\":\"2024-01-31 23:59:59\","
                                + "\"fare_amount\":8.5,\"store_and_fwd_flag\":\"a\\\"\\\\\\u000aé\"}");
    }

    @Test
    void theAgentMakesEveryValueAString() {
        assertThat(write(JsonFormat.AGENT))
                .isEqualTo(
                        "{\"VendorID\":\"1\",\"tpep_pickup_datetime\":\"2024-01-31 23:59:59\","
                                + "\"fare_amount\":\"8.5\",\"passenger_count\":\"\","
                                + "\"store_and_fwd_flag\":\"a\\\"\\\\\\u000aé\"}");
    }

    private static String write(JsonFormat format) {
        RecordWriter writer = new RecordWriter(format, READING);
        writer.begin();
        writer.number(member(TripColumn.VENDOR), 1.0);
        writer.time(
                member(TripColumn.PICKUP_TIME),
                Instant.parse("2024-01-31T23:59:59Z").getEpochSecond());
        writer.number(member(TripColumn.FARE), 8.5);
        writer.missing(member(TripColumn.PASSENGERS));
        writer.text(member(TripColumn.STORE_AND_FORWARD), "a\"\\\né");
        return new String(writer.end().payload(), StandardCharsets.UTF_8);
    }

    @Property(tries = 200)
    void aShiftedTripIsReadAtTheOtherDay(
            @ForAll("seconds") long pickup, @ForAll JsonFormat format) {
        RecordWriter writer = new RecordWriter(format, READING);
        writer.begin();
        writer.time(member(TripColumn.PICKUP_TIME), pickup);
        writer.time(member(TripColumn.DROPOFF_TIME), pickup + 600);
        writer.whole(member(TripColumn.PICKUP_ZONE), 132);
        OutgoingRecord shifted = new TimeShift(READING).byDays(writer.end(), 29);
        assertThat(trip(shifted)).isEqualTo(parsed(shifted.payload()));
    }
}
