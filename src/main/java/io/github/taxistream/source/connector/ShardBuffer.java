package io.github.taxistream.source.connector;

import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;

/**
 * The next records of one shard, which are emitted together: to take the checkpoint lock for each
 * costs more than to emit it, as the threads of the other shards want it too.
 *
 * <p>For the shard's own thread. A shard's position in a checkpoint is that of its last emitted
 * record, so after a failure the records here are read again.
 */
final class ShardBuffer {

    static final int MOST_RECORDS = 64;

    private final int shardIndex;
    private final TripEnvelope[] records = new TripEnvelope[MOST_RECORDS];
    private final long[] arrivals = new long[MOST_RECORDS];
    private final SequenceNumber[] positions = new SequenceNumber[MOST_RECORDS];
    private int count;

    /**
     * An empty buffer.
     *
     * @param shardIndex the connector's index of the shard
     */
    ShardBuffer(int shardIndex) {
        this.shardIndex = shardIndex;
    }

    int shardIndex() {
        return shardIndex;
    }

    /** What takes a record with all its entries. */
    interface Output {

        void emit(TripEnvelope record, long arrivalMillis, int shardIndex, SequenceNumber position);
    }

    /** Adds a record; a full buffer has to be emptied before the next. */
    void add(TripEnvelope record, long arrivalMillis, SequenceNumber position) {
        records[count] = record;
        arrivals[count] = arrivalMillis;
        positions[count] = position;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == MOST_RECORDS;
    }

    /**
     * Passes all records on, and keeps none; the caller holds the checkpoint lock.
     *
     * @return the position of the last, or null if there is none
     */
    SequenceNumber emptyInto(Output output) {
        SequenceNumber last = null;
        for (int i = 0; i < count; i++) {
            last = positions[i];
            output.emit(records[i], arrivals[i], shardIndex, last);
            records[i] = null;
            positions[i] = null;
        }
        count = 0;
        return last;
    }
}
