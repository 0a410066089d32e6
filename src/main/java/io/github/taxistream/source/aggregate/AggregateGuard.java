package io.github.taxistream.source.aggregate;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at aggregates before the connector takes them apart, which it does too trustingly.
 *
 * <p>The connector would fail the job, again after each restart, over an aggregate whose records
 * name a key that is not in its table: it fails over its own log message, for which it wants a
 * class that Java has no more. Nothing would remain of an aggregate without records. And one with a
 * record that belongs to another shard it passes over, as the Kinesis Client Library does: after
 * resharding, the producer's library sends what was in it again, but other aggregators do not. All
 * of these get an {@link AggregateSeal}.
 */
public final class AggregateGuard {

    private final AtomicLong misplaced = new AtomicLong();

    /** How many records were in aggregates of another shard. */
    public long misplaced() {
        return misplaced.get();
    }

    /** Looks at the records of a shard that has the hash keys from the first to the last. */
    public OfShard ofShard(BigInteger firstHashKey, BigInteger lastHashKey) {
        return new OfShard(new AggregateScan(firstHashKey, lastHashKey));
    }

    /** Not for use by several threads at once. */
    public final class OfShard {

        private final AggregateScan scan;

        private OfShard(AggregateScan scan) {
            this.scan = scan;
        }

        /** The seal's partition key, if the record in this range of bytes has to be sealed. */
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
