package io.github.taxistream.source.connector;

import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.tripAt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.aggregate.AggregateSeal;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {

    private static final byte[] RECORD = "{}\n{}".getBytes(UTF_8);

    private static final byte[] AGGREGATE =
            new AggregatedRecord()
                    .partitionKey("a")
                    .record(0, RECORD)
                    .record(0, "{}".getBytes(UTF_8))
                    .toBytes();

    /** A parser that finds two trips in whatever it gets. */
    private static final EntryParser.Factory TWO_TRIPS =
            () ->
                    (record, arrivalMillis, stream, shardId, sequenceNumber) ->
                            TripEnvelope.chained(
                                    List.of(
                                            envelope(tripAt(4, "10:00")),
                                            envelope(tripAt(5, "10:00"))));

    @Test
    void recordStandsWithItsFirstEntryIfRecordsAreKept() {
        TripEnvelope first = read(true, "key", RECORD);
        assertThat(first.record()).containsSame(RECORD);
        assertThat(first.next().record()).isEmpty();
        assertThat(first.next().trip().zoneId()).isEqualTo(5);
        assertThat(read(false, "key", RECORD).record()).isEmpty();
    }

    @Test
    void aggregateOfAnotherShardIsRejectedWholeWithTheNumberOfItsRecords() {
        TripEnvelope rejected = read(true, AggregateSeal.ofMisplaced(750), sealed(AGGREGATE));
        assertThat(rejected.hasNext()).isFalse();
        assertThat(rejected.payload()).contains(AGGREGATE);
        assertThat(rejected.record()).contains(AGGREGATE);
        assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.MISPLACED);
        assertThat(rejected.rejection().entries()).isEqualTo(750);
        assertThat(rejected.rejection().detail()).contains("750 records");
        assertThat(rejected.rejection().sequenceNumber()).isEqualTo("7");
    }

    @Test
    void damagedAggregateIsRejectedWholeAndNotRead() {
        TripEnvelope rejected = read(false, AggregateSeal.ofBroken(), sealed(AGGREGATE));
        assertThat(rejected.payload()).contains(AGGREGATE);
        assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejected.rejection().entries()).isEqualTo(1);
    }

    @Test
    void allEntriesOfAnAggregateFollowOneAnother() {
        TripEnvelope first = read(false, AggregateSeal.ofGood(), sealed(AGGREGATE));
        assertThat(first.entries())
                .extracting(entry -> entry.trip().zoneId())
                .containsExactly(4, 5, 4, 5);
        assertThat(first.entries()).allSatisfy(entry -> assertThat(entry.record()).isEmpty());
    }

    @Test
    void eachRecordOfAnAggregateStandsWithItsOwnFirstEntryIfRecordsAreKept() {
        TripEnvelope first = read(true, AggregateSeal.ofGood(), sealed(AGGREGATE));
        assertThat(first.entries())
                .extracting(entry -> entry.record().map(bytes -> new String(bytes, UTF_8)))
                .containsExactly(
                        Optional.of("{}\n{}"),
                        Optional.empty(),
                        Optional.of("{}"),
                        Optional.empty());
    }

    @Test
    void whatHasAWrongDigestIsReadAsTheOneRecordThatItIs() {
        byte[] wrong = AGGREGATE.clone();
        wrong[wrong.length - 1]++;
        TripEnvelope first = read(true, AggregateSeal.ofGood(), sealed(wrong));
        assertThat(first.entries()).hasSize(2);
        assertThat(first.record()).contains(wrong);
    }

    @Test
    void noKeyThatKinesisAllowsIsASeal() {
        assertThat(AggregateSeal.isOn(AggregateSeal.ofGood().substring(0, 256))).isFalse();
        assertThat(AggregateSeal.isOn(AggregateSeal.ofBroken().substring(0, 256))).isFalse();
        assertThat(AggregateSeal.isOn(AggregateSeal.ofMisplaced(1).substring(0, 256))).isFalse();
        assertThat(AggregateSeal.isOn("x".repeat(300))).isFalse();
    }

    private static byte[] sealed(byte[] aggregate) {
        return Arrays.copyOfRange(aggregate, AggregateSeal.missingBytes(), aggregate.length);
    }

    private static TripEnvelope read(boolean keepRecords, String partitionKey, byte[] record) {
        RecordSchema schema = new RecordSchema(TWO_TRIPS, keepRecords);
        schema.open(null);
        return schema.deserialize(record, partitionKey, "7", 0, "trips", "shard-1");
    }
}
