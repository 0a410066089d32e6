package io.github.taxistream.source.connector;

import io.github.taxistream.trip.TripEnvelope;
import java.util.function.IntFunction;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Emits the entries of a fetcher's records, and tells its clock and its metrics of them. The caller
 * holds the checkpoint lock.
 */
final class EntryEmitter {

    private final FetcherOutput output;
    private final FetcherClock clock;
    private final SourceMetrics metrics;
    private final ShardDuplicates duplicates;
    private final IntFunction<StreamShardHandle> shards;

    /** Whether a record is being emitted; it stays so if one of its entries fails. */
    private boolean isEmitting;

    /**
     * @param duplicates what becomes of trips that were sent again
     * @param shards the shards by the connector's indexes
     */
    EntryEmitter(
            FetcherOutput output,
            FetcherClock clock,
            SourceMetrics metrics,
            ShardDuplicates duplicates,
            IntFunction<StreamShardHandle> shards) {
        this.output = output;
        this.clock = clock;
        this.metrics = metrics;
        this.duplicates = duplicates;
        this.shards = shards;
    }

    /**
     * Emits all entries of a record.
     *
     * @throws IllegalStateException if an entry has failed before
     */
    void emit(TripEnvelope record, long arrivalMillis, int shardIndex, SequenceNumber position) {
        requireWholeRecords();
        isEmitting = true;
        int index = 0;
        emitEntry(checked(record, shardIndex, position, index), arrivalMillis, shardIndex);
        for (TripEnvelope entry = record; entry.hasNext(); ) {
            entry = entry.next();
            index++;
            emitEntry(checked(entry, shardIndex, position, index), arrivalMillis, shardIndex);
        }
        isEmitting = false;
    }

    /**
     * Makes sure that all records are emitted with all their entries, or not at all, as a position
     * covers whole records.
     *
     * @throws IllegalStateException if an entry has failed
     */
    void requireWholeRecords() {
        if (isEmitting) {
            throw new IllegalStateException("an entry could not be emitted; the job will fail");
        }
    }

    private TripEnvelope checked(
            TripEnvelope entry, int shardIndex, SequenceNumber position, int index) {
        if (!duplicates.areRejected() || !entry.isTrip()) {
            return entry;
        }
        return duplicates.checked(entry, shards.apply(shardIndex), position, index);
    }

    private void emitEntry(TripEnvelope entry, long arrivalMillis, int shardIndex) {
        if (entry.isTrip()) {
            clock.observe(shardIndex, entry.trip().pickupMillis());
        }
        metrics.count(entry);
        output.collectWithTimestamp(entry, arrivalMillis);
    }
}
