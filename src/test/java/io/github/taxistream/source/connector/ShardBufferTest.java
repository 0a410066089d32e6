package io.github.taxistream.source.connector;

import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.junit.jupiter.api.Test;

class ShardBufferTest {

    private final ShardBuffer buffer = new ShardBuffer(3);

    @Test
    void recordsComeOutInTheOrderInWhichTheyCameInWithAllThatBelongsToThem() {
        add(1);
        add(2);

        List<String> emitted = new ArrayList<>();
        buffer.emptyInto(
                (record, arrivalMillis, shardIndex, position) ->
                        emitted.add(
                                record.trip().zoneId()
                                        + " "
                                        + arrivalMillis
                                        + " "
                                        + shardIndex
                                        + " "
                                        + position.getSequenceNumber()));

        assertThat(emitted).containsExactly("1 100 3 1", "2 200 3 2");
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void bufferIsFullOnlyAtItsEndAndMayBeFilledAgain() {
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i < ShardBuffer.MOST_RECORDS; i++) {
                add(i);
                assertThat(buffer.isFull()).isFalse();
            }
            add(ShardBuffer.MOST_RECORDS);
            assertThat(buffer.isFull()).isTrue();

            List<Integer> zones = new ArrayList<>();
            buffer.emptyInto((record, arrival, shard, at) -> zones.add(record.trip().zoneId()));
            assertThat(zones).hasSize(ShardBuffer.MOST_RECORDS).isSorted();
        }
    }

    @Test
    void recordOfSeveralEntriesWaitsForNoOther() {
        buffer.add(
                envelope(tripAt(1, "10:00")).followedBy(envelope(tripAt(2, "10:00"))),
                100,
                new SequenceNumber("1"));

        assertThat(buffer.isFull()).isTrue();
        buffer.emptyInto((record, arrival, shard, at) -> {});
        add(3);
        assertThat(buffer.isFull()).isFalse();
    }

    @Test
    void longRecordsWaitForNoOthers() {
        TripEnvelope half =
                envelope(tripAt(1, "10:00")).withRecord(new byte[ShardBuffer.MOST_BYTES / 2]);
        buffer.add(half, 100, new SequenceNumber("1"));
        assertThat(buffer.isFull()).isFalse();

        buffer.add(half, 200, new SequenceNumber("2"));

        assertThat(buffer.isFull()).isTrue();
    }

    private void add(int number) {
        buffer.add(
                envelope(tripAt(number, "10:00")),
                number * 100L,
                new SequenceNumber(String.valueOf(number)));
    }
}
