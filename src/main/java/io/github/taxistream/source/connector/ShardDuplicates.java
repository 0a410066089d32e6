package io.github.taxistream.source.connector;

import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.source.duplicate.EntryPlace;
import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/** Rejects trips that were sent again to the shards of one fetcher, if duplicates are not kept. */
final class ShardDuplicates {

    /** For a source that keeps duplicates. */
    static final ShardDuplicates KEPT = new ShardDuplicates(null, null);

    private final DuplicateCheck check;
    private final ParentShards parents;

    ShardDuplicates(DuplicateCheck check, ParentShards parents) {
        this.check = check;
        this.parents = parents;
    }

    /** Whether trips that were sent again are rejected. */
    boolean areRejected() {
        return check != null;
    }

    /**
     * The recent trips of a shard, for {@link #add}. Call it without the lock, as reading may take
     * long.
     *
     * @throws IllegalStateException if the shards that it was split or merged from cannot be read
     */
    DuplicateCheck recentOf(KinesisStreamShardState state) {
        String shardId = state.getStreamShardHandle().getShard().getShardId();
        DuplicateCheck recent = check.ofShard(shardId);
        SequenceNumber position = state.getLastProcessedSequenceNum();
        boolean isUnread =
                SentinelSequenceNumber.isSentinelSequenceNumber(position)
                        && !position.equals(
                                SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get());
        if (isUnread && !check.knows(shardId)) {
            try {
                parents.addTo(recent, state.getStreamShardHandle());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the parents were read", e);
            } catch (Exception e) {
                throw new IllegalStateException("the parents of " + shardId + " cannot be read", e);
            }
        }
        return recent;
    }

    /** Adds a shard; the caller holds the checkpoint lock. */
    void add(DuplicateCheck recent) {
        check.add(recent);
    }

    /** Takes note that all shards were added; the caller holds the checkpoint lock. */
    void allShardsAdded() {
        if (areRejected()) {
            check.allShardsAdded();
        }
    }

    /**
     * The trip, or a rejection if it was sent again; the caller holds the checkpoint lock.
     *
     * @param position of its record
     * @param index how many entries stand before it in the record
     */
    TripEnvelope checked(
            TripEnvelope trip, StreamShardHandle shard, SequenceNumber position, int index) {
        String shardId = shard.getShard().getShardId();
        int before = position.isAggregated() ? (int) position.getSubSequenceNumber() : 0;
        return check.check(
                trip,
                shardId,
                shard.getStreamName(),
                new EntryPlace(shardId, position.getSequenceNumber(), before + index));
    }
}
