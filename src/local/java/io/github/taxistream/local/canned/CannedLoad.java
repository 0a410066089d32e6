package io.github.taxistream.local.canned;

import java.util.Optional;

/**
 * What the shards of a canned stream have.
 *
 * @param shards how many there are at the start
 * @param backlog how many records each has at the start
 * @param recordsPerSecond how many further ones come to each
 * @param idleShards how many of them, the last ones, have and get nothing
 * @param hotShardFactor how many times as many the first shard gets
 * @param lagSeconds how many seconds of records the second shard has beyond its backlog
 * @param awsLimits whether reads beyond AWS's limits are refused
 */
public record CannedLoad(
        int shards,
        long backlog,
        double recordsPerSecond,
        int idleShards,
        double hotShardFactor,
        long lagSeconds,
        boolean awsLimits) {

    /** A full stream, to which nothing is added, and which is read without limits. */
    public static CannedLoad full(int shards, long recordsPerShard) {
        return new CannedLoad(shards, recordsPerShard, 0, 0, 1, 0, false);
    }

    CannedShard shard(int number, String id, long nowNanos) {
        if (number >= shards - idleShards) {
            return new CannedShard(id, Optional.empty(), 0, 0, 0, nowNanos);
        }
        double rate = recordsPerSecond * (number == 0 ? hotShardFactor : 1);
        long late = number == 1 ? (long) (lagSeconds * rate) : 0;
        return new CannedShard(id, Optional.empty(), 0, backlog + late, rate, nowNanos);
    }
}
