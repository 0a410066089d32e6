package io.github.taxistream.source.clock;

import java.time.Duration;
import java.util.Arrays;

/**
 * The event time of one shard: the largest pickup time that can be trusted.
 *
 * <p>A stock bounded watermark trusts every record, so a single one from next month makes a whole
 * month late. Here a pickup far ahead of all others does not move the clock, until so many others
 * are ahead as well that the stream itself must have moved on.
 *
 * <ul>
 *   <li><b>Warm-up.</b> The first trips only vote: their median is trusted, whichever came first.
 *       Until then the clock has no time.
 *   <li><b>Jumps.</b> Pickups more than {@code maxJump} ahead are weighed against all others: each
 *       one ahead counts up by one, each other one down. Once {@code jumpConfirmations} further
 *       trips are ahead too, the clock moves to the earliest of them. So wrong clocks move it only
 *       if they outnumber the right ones by more than that within a stretch of trips.
 * </ul>
 *
 * <p>Not for use by several threads at once.
 */
public final class ShardClock {

    /** The time of a clock that has no time yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final long maxJumpMillis;
    private final int jumpConfirmations;

    /** The pickups of the warm-up; null once it is over. */
    private long[] firstPickups;

    private int seen;
    private long trustedMaximum = UNKNOWN;
    private int ahead;
    private long leastAhead = Long.MAX_VALUE;

    /**
     * @param maxJump how far ahead of the clock a trip may be and still move it at once
     * @param jumpConfirmations how many further trips have to be ahead to confirm a jump
     */
    public ShardClock(Duration maxJump, int jumpConfirmations) {
        this.maxJumpMillis = maxJump.toMillis();
        this.jumpConfirmations = jumpConfirmations;
        this.firstPickups = new long[jumpConfirmations + 1];
    }

    /** Takes note of the next trip of the shard. */
    public void observe(long pickupMillis) {
        if (firstPickups == null) {
            advance(pickupMillis);
            return;
        }
        firstPickups[seen++] = pickupMillis;
        if (seen == firstPickups.length) {
            endWarmUp();
        }
    }

    /** The trusted maximum in milliseconds since 1970, or {@link #UNKNOWN}. */
    public long trustedMaximum() {
        return trustedMaximum;
    }

    /** Whether there have been trips, but not yet enough to trust one. */
    boolean isWarmingUp() {
        return firstPickups != null && seen > 0;
    }

    /**
     * Ends the warm-up with the trips seen so far, for a shard with so few that no more may come.
     */
    void endWarmUp() {
        long[] inOrderSeen = Arrays.copyOf(firstPickups, seen);
        long[] sorted = inOrderSeen.clone();
        Arrays.sort(sorted);
        firstPickups = null;
        trustedMaximum = sorted[(seen - 1) / 2];
        for (long pickup : inOrderSeen) {
            advance(pickup);
        }
    }

    private void advance(long pickupMillis) {
        if (pickupMillis - trustedMaximum > maxJumpMillis) {
            ahead++;
            leastAhead = Math.min(leastAhead, pickupMillis);
            if (ahead > jumpConfirmations) {
                trustedMaximum = leastAhead;
                forgetJump();
            }
            return;
        }
        trustedMaximum = Math.max(trustedMaximum, pickupMillis);
        if (ahead > 0 && --ahead == 0) {
            forgetJump();
        }
    }

    private void forgetJump() {
        ahead = 0;
        leastAhead = Long.MAX_VALUE;
    }
}
