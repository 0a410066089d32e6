package io.github.taxistream.source.connector;

import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

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
        SequenceNumber last =
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
        assertThat(last).isEqualTo(new SequenceNumber("2"));
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

    private void add(int number) {
        buffer.add(
                envelope(tripAt(number, "10:00")),
                number * 100L,
                new SequenceNumber(String.valueOf(number)));
    }
}
