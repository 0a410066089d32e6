package io.github.taxistream.source.connector;

import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.tripAt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.aggregate.AggregateSeal;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {

    private static final byte[] RECORD = "{}\n{}".getBytes(UTF_8);

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
        TripEnvelope rejected =
                read(true, AggregateSeal.ofMisplaced(750), AggregateSeal.put(RECORD, 0, 5));
        assertThat(rejected.hasNext()).isFalse();
        assertThat(rejected.payload()).contains(RECORD);
        assertThat(rejected.record()).contains(RECORD);
        assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.MISPLACED);
        assertThat(rejected.rejection().entries()).isEqualTo(750);
        assertThat(rejected.rejection().detail()).contains("750 records");
        assertThat(rejected.rejection().sequenceNumber()).isEqualTo("7");
    }

    @Test
    void damagedAggregateIsRejectedWholeAndNotRead() {
        TripEnvelope rejected =
                read(false, AggregateSeal.ofBroken(), AggregateSeal.put(RECORD, 0, 5));
        assertThat(rejected.payload()).contains(RECORD);
        assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejected.rejection().entries()).isEqualTo(1);
    }

    @Test
    void noKeyThatKinesisAllowsIsASeal() {
        assertThat(AggregateSeal.isOn(AggregateSeal.ofBroken().substring(0, 256))).isFalse();
        assertThat(AggregateSeal.isOn(AggregateSeal.ofMisplaced(1).substring(0, 256))).isFalse();
        assertThat(AggregateSeal.isOn("x".repeat(300))).isFalse();
    }

    private static TripEnvelope read(boolean keepRecords, String partitionKey, byte[] record) {
        RecordSchema schema = new RecordSchema(TWO_TRIPS, keepRecords);
        schema.open(null);
        return schema.deserialize(record, partitionKey, "7", 0, "trips", "shard-1");
    }
}
