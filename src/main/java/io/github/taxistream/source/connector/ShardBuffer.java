package io.github.taxistream.source.connector;

import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;

/**
 * The next records of one shard, which are emitted together: taking the checkpoint lock for each
 * would cost more than emitting it, as the threads of the other shards want the lock too.
 *
 * <p>For the shard's own thread. A shard's position in a checkpoint is that of its last emitted
 * record, so after a failure the records here are read again.
 */
final class ShardBuffer {

    static final int MOST_RECORDS = 64;

    /** A record that was compressed may be far longer than what Kinesis allows. */
    static final int MOST_BYTES = 1 << 20;

    private final int shardIndex;
    private final TripEnvelope[] records = new TripEnvelope[MOST_RECORDS];
    private final long[] arrivals = new long[MOST_RECORDS];
    private final SequenceNumber[] positions = new SequenceNumber[MOST_RECORDS];
    private int count;
    private long bytes;
    private boolean hasSeveralEntries;

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
        bytes += record.keptBytes();
        hasSeveralEntries |= record.hasNext();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Also with a record of several entries, which may be very many. */
    boolean isFull() {
        return count == MOST_RECORDS || bytes >= MOST_BYTES || hasSeveralEntries;
    }

    /** Passes all records on, and keeps none; the caller holds the checkpoint lock. */
    void emptyInto(Output output) {
        for (int i = 0; i < count; i++) {
            output.emit(records[i], arrivals[i], shardIndex, positions[i]);
            records[i] = null;
            positions[i] = null;
        }
        count = 0;
        bytes = 0;
        hasSeveralEntries = false;
    }
}
