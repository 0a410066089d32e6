package io.github.taxistream.producer.send;

import java.util.List;

/**
 * How fast entries may go into the shards of a lane: slower when the stream throttles, faster again
 * when it does not.
 *
 * <p>A shard takes 1,000 records and 1 MB a second; an entry counts as one record, or as more if it
 * has more than its share of bytes.
 *
 * <p>Not for use by several threads at once.
 */
final class ShardPace {

    /** A shard's limits. */
    static final double RECORDS_PER_SECOND = 1000;

    private static final double BYTES_PER_RECORD = (1 << 20) / RECORDS_PER_SECOND;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SLOWER = 0.7;
    private static final double FASTER = 1.05;
    private static final double SLOWEST = 50;

    private final double nominal;
    private final double ceiling;
    private double perSecond;
    private long freeAt = Long.MIN_VALUE;

    /**
     * @param shards the number of shards that the pace is for
     * @param limited whether to keep to the limits from the start; emulators have none
     */
    ShardPace(int shards, boolean limited) {
        this.nominal = RECORDS_PER_SECOND * shards;
        this.ceiling = limited ? nominal : Double.POSITIVE_INFINITY;
        this.perSecond = ceiling;
    }

    /** How long to wait before entries may be sent; what they cost is booked. */
    long nanosUntilFree(List<StreamEntry> entries, long now) {
        long from = Math.max(freeAt, now);
        if (Double.isInfinite(perSecond)) {
            freeAt = from;
            return 0;
        }
        double cost = 0;
        for (StreamEntry entry : entries) {
            cost += Math.max(1, entry.size() / BYTES_PER_RECORD);
        }
        freeAt = from + (long) (cost / perSecond * NANOS_PER_SECOND);
        return from - now;
    }

    void throttled() {
        perSecond = Double.isInfinite(perSecond) ? nominal : Math.max(SLOWEST, perSecond * SLOWER);
    }

    void wentWell() {
        perSecond = Math.min(ceiling, perSecond * FASTER);
    }

    double perSecond() {
        return perSecond;
    }
}
