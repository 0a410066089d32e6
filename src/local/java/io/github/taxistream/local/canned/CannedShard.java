package io.github.taxistream.local.canned;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A shard of a canned stream: a window into its records that grows with the time.
 *
 * <p>Not for use by several threads at once.
 */
final class CannedShard {

    private static final long READS_PER_SECOND = 5;
    private static final long BYTES_PER_SECOND = 2L << 20;
    private static final long SECOND = 1_000_000_000L;

    private final String id;
    private final Optional<CannedShard> parent;
    private final long firstRecord;
    private final long backlog;
    private final double recordsPerSecond;
    private final long sinceNanos;
    private final Deque<Long> lastReads = new ArrayDeque<>();
    private long closedAt = Long.MAX_VALUE;
    private long furthestRead;
    private long blockedUntil = Long.MIN_VALUE;

    /**
     * @param parent the shard that was split, if any
     * @param firstRecord where in the stream's records it begins, which are repeated without end
     * @param backlog how many records it has already
     * @param sinceNanos since when others come, on the monotonic clock
     */
    CannedShard(
            String id,
            Optional<CannedShard> parent,
            long firstRecord,
            long backlog,
            double recordsPerSecond,
            long sinceNanos) {
        this.id = id;
        this.parent = parent;
        this.firstRecord = firstRecord;
        this.backlog = backlog;
        this.recordsPerSecond = recordsPerSecond;
        this.sinceNanos = sinceNanos;
    }

    String id() {
        return id;
    }

    Optional<CannedShard> parent() {
        return parent;
    }

    double recordsPerSecond() {
        return recordsPerSecond;
    }

    boolean isClosed() {
        return closedAt != Long.MAX_VALUE;
    }

    /** How many records it has had by now. */
    long available(long nowNanos) {
        long come = (long) ((nowNanos - sinceNanos) / (double) SECOND * recordsPerSecond);
        return Math.min(closedAt, backlog + come);
    }

    /** Where in the stream's records the shard's record at a position is, repetitions counted. */
    long recordAt(long position) {
        return firstRecord + position;
    }

    /** Takes no further records. */
    void close(long nowNanos) {
        closedAt = available(nowNanos);
    }

    /** Whether a reader at this position has read all that the shard will ever have. */
    boolean isReadToItsEnd(long position) {
        return position >= closedAt;
    }

    /** How old the next record is for a reader at this position; 0 at the tip. */
    long millisBehind(long position, long nowNanos) {
        long missing = available(nowNanos) - position;
        if (missing <= 0) {
            return 0;
        }
        return recordsPerSecond == 0
                ? missing
                : Math.max(1, (long) (missing * 1000 / recordsPerSecond));
    }

    /**
     * The position after the record with an index in the records. As they are repeated, it is the
     * last one that was read.
     */
    long positionAfter(int index, int records) {
        long position = Math.floorMod(index - firstRecord, (long) records) + 1;
        long rounds = Math.max(0, (furthestRead - position) / records);
        return position + rounds * records;
    }

    void wasRead(long upTo) {
        furthestRead = Math.max(furthestRead, upTo);
    }

    /** Whether AWS would allow another read now: five a second, and 2 MB a second. */
    boolean allowsRead(long nowNanos) {
        while (!lastReads.isEmpty() && nowNanos - lastReads.peekFirst() >= SECOND) {
            lastReads.removeFirst();
        }
        return lastReads.size() < READS_PER_SECOND && nowNanos >= blockedUntil;
    }

    /** Takes note of a read that counts towards AWS's limits. */
    void countRead(long bytes, long nowNanos) {
        lastReads.addLast(nowNanos);
        long from = Math.max(blockedUntil, nowNanos - SECOND);
        blockedUntil = from + bytes * SECOND / BYTES_PER_SECOND;
    }
}
