package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which shard a record goes to, as the shards were when the map was made. For use by several
 * threads at once.
 */
final class ShardMap {

    private final TripStream stream;
    private final PartitionKeys keys;
    private final List<Shard> shards;
    private final int[] shardOfKey;
    private volatile boolean stale;

    ShardMap(TripStream stream, PartitionKeys keys) {
        this.stream = stream;
        this.keys = keys;
        this.shards = new ArrayList<>(stream.openShards());
        shards.sort(Comparator.comparing(Shard::firstHash));
        this.shardOfKey = new int[keys.count()];
        for (int key = 0; key < shardOfKey.length; key++) {
            shardOfKey[key] = indexOf(keys.hash(key));
        }
    }

    private int indexOf(BigInteger hash) {
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).holds(hash)) {
                return i;
            }
        }
        throw new Problem(stream.description() + " has no open shard for the hash key " + hash);
    }

    /** The open shards, by their first hash key. */
    List<Shard> shards() {
        return shards;
    }

    /** The index, among the shards, of the one that a partition key belongs to. */
    int shardIndex(int keyIndex) {
        return shardOfKey[keyIndex];
    }

    /** To be called when an entry has ended up in another shard than expected. */
    void markStale() {
        stale = true;
    }

    /** Whether the stream has been resharded since. */
    boolean isStale() {
        return stale;
    }

    /**
     * Whether a reader finds the records of an entry that has ended up in another shard than
     * expected. In an aggregate it finds none if the hash key of a single one lies outside of the
     * shard: the Kinesis Client Library then drops them all, without a word.
     *
     * @return empty if it cannot be told, as the stream does not list the shard any more
     */
    Optional<Boolean> isReadable(StreamEntry entry, String shardId) {
        if (!entry.isAggregate()) {
            return Optional.of(true);
        }
        // It may have been closed again since.
        return stream.allShards().stream()
                .filter(shard -> shard.id().equals(shardId))
                .findFirst()
                .map(shard -> entry.records().stream().allMatch(each -> holds(shard, each)));
    }

    private boolean holds(Shard shard, OutgoingRecord record) {
        return shard.holds(keys.hash(keys.index(record)));
    }
}
