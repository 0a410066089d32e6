package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.aggregate.RecordReader;
import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whoever reads without the connector gets what the job gets with it. */
class RecordReaderTest {

    /** Takes each record for what it is, so that it can be seen. */
    static final EntryParser AS_IT_IS =
            (record, arrivalMillis, stream, shardId, sequenceNumber) ->
                    TripEnvelope.rejected(
                            new Rejection(
                                    RejectReason.NOT_JSON, "", stream, shardId, sequenceNumber),
                            arrivalMillis,
                            record);

    @Property(tries = 3000)
    void anAggregateIsTakenApartAsTheConnectorDoes(@ForAll("aggregates") byte[] aggregate)
            throws Exception {
        assertThat(read(aggregate))
                .isEqualTo(
                        AggregateGuardTest.read(
                                new AggregateGuard(), AggregateGuardTest.ALL_KEYS, aggregate));
    }

    @Property(tries = 300)
    void oneWithAWrongDigestIsLeftAsItIs(@ForAll("aggregates") byte[] aggregate) throws Exception {
        aggregate[aggregate.length - 1]++;
        assertThat(read(aggregate))
                .isEqualTo(
                        AggregateGuardTest.read(
                                new AggregateGuard(), AggregateGuardTest.ALL_KEYS, aggregate));
    }

    @Provide
    Arbitrary<byte[]> aggregates() {
        return new AggregateGuardTest().aggregates();
    }

    @Test
    void theEntriesOfAllRecordsOfAnAggregateAreRead() {
        RecordReader reader = new RecordReader(new TripParser(Duration.ofHours(1))::parse);
        String two = new String(Trips.recordOf(Trips.tripAt(7, "09:10")), StandardCharsets.UTF_8);

        List<TripEnvelope> entries =
                reader.entries(
                        new AggregatedRecord()
                                .partitionKey("a")
                                .record(0, Trips.recordOf(Trips.tripAt(4, "09:05")))
                                .record(0, (two + "\n" + two).getBytes(StandardCharsets.UTF_8))
                                .record(0, "{}".getBytes(StandardCharsets.UTF_8))
                                .toBytes(),
                        Trips.at("16:00"),
                        "trips",
                        "shardId-000000000000",
                        "42");

        assertThat(entries.subList(0, 3))
                .extracting(e -> e.trip().zoneId())
                .containsExactly(4, 7, 7);
        assertThat(entries.get(3).rejection().sequenceNumber()).isEqualTo("42");
        assertThat(entries).hasSize(4);
    }

    @Test
    void anAggregateThatCannotBeTakenApartIsRejectedWhole() {
        byte[] broken = new AggregatedRecord().partitionKey("a").toBytes();

        List<TripEnvelope> entries = new RecordReader(AS_IT_IS).entries(broken, 0, "t", "s", "1");

        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).rejection().detail()).contains("cannot be taken apart");
        assertThat(entries.get(0).payload()).hasValue(broken);
    }

    @Test
    void whatTheLibraryOfProtocolBuffersRefusesIsRejectedWhole() {
        AggregatedRecord aggregate =
                new AggregatedRecord()
                        .partitionKey("a")
                        .explicitHashKey("1")
                        .record(0, 0, "{}".getBytes(StandardCharsets.UTF_8));
        // No field at all, and a label without a key.
        for (int tag : new int[] {0, 4 << 3 | 2}) {
            byte[] body = aggregate.body();
            body[body.length - 6] = (byte) tag; // Was the tag of the explicit key's index.
            byte[] broken = AggregatedRecord.around(body);

            assertThat(read(broken)).containsExactly(AggregateGuardTest.text(broken));
        }
    }

    private static List<String> read(byte[] record) {
        return new RecordReader(AS_IT_IS)
                .entries(record, 0, "trips", "shardId-000000000000", "1").stream()
                        .map(entry -> AggregateGuardTest.text(entry.payload().orElseThrow()))
                        .collect(Collectors.toList());
    }
}
