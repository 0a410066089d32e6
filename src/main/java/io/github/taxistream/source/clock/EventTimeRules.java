package io.github.taxistream.source.clock;

import java.io.Serializable;
import java.time.Duration;

/** How event time follows the trips of a shard. Immutable. */
public final class EventTimeRules implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Duration maxOutOfOrderness;
    private final Duration maxJump;
    private final int jumpConfirmations;

    /**
     * @param maxOutOfOrderness how far the watermark stays behind the trusted maximum
     * @param maxJump how far ahead of the trusted maximum a trip is trusted at once
     * @param jumpConfirmations how many further trips ahead confirm a jump
     */
    public EventTimeRules(Duration maxOutOfOrderness, Duration maxJump, int jumpConfirmations) {
        if (maxOutOfOrderness.isNegative() || maxJump.isNegative() || jumpConfirmations < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "none of these may be negative: out-of-orderness %s, jump %s,"
                                    + " confirmations %d",
                            maxOutOfOrderness, maxJump, jumpConfirmations));
        }
        this.maxOutOfOrderness = maxOutOfOrderness;
        this.maxJump = maxJump;
        this.jumpConfirmations = jumpConfirmations;
    }

    Duration maxOutOfOrderness() {
        return maxOutOfOrderness;
    }

    Duration maxJump() {
        return maxJump;
    }

    int jumpConfirmations() {
        return jumpConfirmations;
    }
}
