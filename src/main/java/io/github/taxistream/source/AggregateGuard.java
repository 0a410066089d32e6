package io.github.taxistream.source;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Looks at aggregates before the connector takes them apart, which it does too trustingly.
 *
 * <p>One whose records name a key that is not in its table would fail the job, again after each
 * restart: the connector fails over its own log message, for which it wants a class that Java has
 * no more. Of one without records nothing would remain. Such a record is sealed, so that the
 * connector takes it for a plain one, and {@link UnsealingSchema} gives it on as it came: it is
 * rejected.
 *
 * <p>One with a record that belongs to another shard the connector passes over, as the Kinesis
 * Client Library does: after resharding, the producer's library sends what was in it again. Such
 * records are counted.
 */
final class AggregateGuard {

    /**
     * The partition key of a sealed record. Longer than the 256 characters that Kinesis allows, so
     * that no other record has it.
     */
    static final String SEAL = "an aggregate that cannot be taken apart ".repeat(7);

    private final AtomicLong misplaced = new AtomicLong();

    /** How many records were passed over, as they were in aggregates of another shard. */
    long misplaced() {
        return misplaced.get();
    }

    /** Looks at the records of one shard. */
    OfShard ofShard(StreamShardHandle shard) {
        HashKeyRange keys = shard.getShard().getHashKeyRange();
        return new OfShard(
                new AggregateScan(
                        new BigInteger(keys.getStartingHashKey()),
                        new BigInteger(keys.getEndingHashKey())));
    }

    /** The record in this range of bytes, with one more, so that its digest is wrong. */
    static byte[] sealed(byte[] bytes, int from, int to) {
        byte[] sealed = new byte[to - from + 1];
        System.arraycopy(bytes, from, sealed, 0, to - from);
        return sealed;
    }

    /** What was sealed, as it came. */
    static byte[] unsealed(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - 1);
    }

    /** Not for use by several threads at once. */
    final class OfShard {

        private final AggregateScan scan;

        private OfShard(AggregateScan scan) {
            this.scan = scan;
        }

        /** Whether the record in this range of bytes has to be sealed. */
        boolean isBroken(byte[] bytes, int from, int to) {
            AggregateScan.Verdict verdict = scan.verdict(bytes, from, to);
            if (verdict == AggregateScan.Verdict.MISPLACED) {
                misplaced.addAndGet(scan.records());
            }
            return verdict == AggregateScan.Verdict.BROKEN;
        }
    }
}
