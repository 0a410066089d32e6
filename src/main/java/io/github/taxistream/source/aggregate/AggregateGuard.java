package io.github.taxistream.source.aggregate;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks aggregates before the connector de-aggregates them, which trusts them too much.
 *
 * <p>The connector fails the job, again after each restart, if the records of an aggregate name a
 * key that is not in its table: its own log message needs a class that Java no longer has. It drops
 * an aggregate without records. It also drops an aggregate with a record of another shard, as the
 * Kinesis Client Library does: after resharding, the Kinesis Producer Library sends its records
 * again, but other aggregators do not. All of these get an {@link AggregateSeal}.
 */
public final class AggregateGuard {

    private final AtomicLong misplaced = new AtomicLong();

    /** How many records were in aggregates of another shard. */
    public long misplaced() {
        return misplaced.get();
    }

    /** A guard for the records of a shard with the hash keys from the first to the last. */
    public OfShard ofShard(BigInteger firstHashKey, BigInteger lastHashKey) {
        return new OfShard(new AggregateScan(firstHashKey, lastHashKey));
    }

    /** Not for use by several threads at once. */
    public final class OfShard {

        private final AggregateScan scan;

        private OfShard(AggregateScan scan) {
            this.scan = scan;
        }

        /** The partition key of the seal, if the record in this range of bytes has to be sealed. */
        public Optional<String> seal(byte[] bytes, int from, int to) {
            switch (scan.verdict(bytes, from, to)) {
                case BROKEN:
                    return Optional.of(AggregateSeal.ofBroken());
                case MISPLACED:
                    misplaced.addAndGet(scan.records());
                    return Optional.of(AggregateSeal.ofMisplaced(scan.records()));
                default:
                    return Optional.empty();
            }
        }
    }
}
