package io.github.taxistream.source.aggregate;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks aggregates, and keeps the connector from de-aggregating them, as it trusts them too much.
 *
 * <p>The connector fails the job, again after each restart, if the records of an aggregate name a
 * key that is not in its table: its own log message needs a class that Java no longer has. It drops
 * an aggregate without records. It also drops an aggregate with a record of another shard, as the
 * Kinesis Client Library does: after resharding, the Kinesis Producer Library sends its records
 * again, but other aggregators do not. A good aggregate gets an {@link AggregateSeal} too:
 * unpacking it after the connector costs less, as the connector would make each part a record of
 * its own.
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

        /** The Kinesis Producer Library makes none that is larger. */
        private static final int MOST_BYTES = 1 << 20;

        private final AggregateScan scan;
        private String begun = "";

        private OfShard(AggregateScan scan) {
            this.scan = scan;
        }

        /**
         * Leaves a good aggregate to the connector: a savepoint of an earlier version, which left
         * all of them to it, may be in the middle of one.
         */
        public void leave(String sequenceNumber) {
            begun = sequenceNumber;
        }

        /** The partition key of the seal, if the record in this range of bytes has to be sealed. */
        public Optional<String> seal(String sequenceNumber, byte[] bytes, int from, int to) {
            switch (scan.verdict(bytes, from, to)) {
                case BROKEN:
                    return Optional.of(AggregateSeal.ofBroken());
                case MISPLACED:
                    misplaced.addAndGet(scan.records());
                    return Optional.of(AggregateSeal.ofMisplaced(scan.records()));
                case GOOD:
                    // All entries of a sealed one are in memory at once.
                    return begun.equals(sequenceNumber)
                                    || scan.isCompressed()
                                    || to - from > MOST_BYTES
                            ? Optional.empty()
                            : Optional.of(AggregateSeal.ofGood());
                default:
                    return Optional.empty();
            }
        }
    }
}
