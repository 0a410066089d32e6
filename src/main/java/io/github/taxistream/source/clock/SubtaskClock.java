package io.github.taxistream.source.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The watermark of one source subtask: that of its slowest shard.
 *
 * <p>A shard that has not been read yet holds the watermark back, and so does one with a backlog,
 * however long it takes to read; so a shard that is read faster does not make the trips of the
 * others late. A shard without trips for a while is idle and holds nothing back. (The connector's
 * own watermarks ignore a shard before its first record, and mistake a slow shard for an idle one.)
 *
 * <p>Not for use by several threads at once: the caller holds the checkpoint lock.
 */
public final class SubtaskClock {

    /** Returned while some shard holds the watermark back altogether. */
    public static final long HELD = Long.MIN_VALUE;

    /** Returned while every shard is idle. */
    public static final long IDLE = Long.MAX_VALUE;

    private final long maxOutOfOrdernessMillis;
    private final long idleAfterMillis;
    private final Duration maxJump;
    private final int jumpConfirmations;
    private final List<Shard> shards = new ArrayList<>();

    /**
     * @param rules how the shards' clocks run
     * @param idleAfter how long a shard has to be read without a trip to be idle
     */
    public SubtaskClock(EventTimeRules rules, Duration idleAfter) {
        this.maxOutOfOrdernessMillis = rules.maxOutOfOrderness().toMillis();
        this.maxJump = rules.maxJump();
        this.jumpConfirmations = rules.jumpConfirmations();
        this.idleAfterMillis = idleAfter.toMillis();
    }

    /** Adds a shard that will be read. */
    public Shard addShard() {
        Shard shard = new Shard(new ShardClock(maxJump, jumpConfirmations));
        shards.add(shard);
        return shard;
    }

    /**
     * The watermark in milliseconds since 1970, or {@link #HELD}, or {@link #IDLE}.
     *
     * @param nowMillis the wall clock, by which shards become idle
     */
    public long watermark(long nowMillis) {
        long least = IDLE;
        for (Shard shard : shards) {
            // The result of a shard's few trips counts once, even if the shard is idle by now.
            if (shard.endLongWarmUp(nowMillis) || !shard.isIdle(nowMillis)) {
                least = Math.min(least, shard.clock.trustedMaximum());
            }
        }
        return least == IDLE || least == ShardClock.UNKNOWN
                ? least
                : least - maxOutOfOrdernessMillis;
    }

    /** How many shards had a backlog when they were last read, or were not read yet. */
    public int shardsBehind() {
        return count(shard -> !shard.isAtTip);
    }

    /** How many shards gave records when they were last read, or were not read yet. */
    public int shardsGiving() {
        return count(shard -> !shard.isAtTip || shard.gaveRecords);
    }

    private int count(Predicate<Shard> condition) {
        int count = 0;
        for (Shard shard : shards) {
            count += condition.test(shard) ? 1 : 0;
        }
        return count;
    }

    /** The state of one shard. */
    public final class Shard {

        private static final long NEVER = Long.MAX_VALUE;

        private final ShardClock clock;
        private boolean isAtTip;
        private boolean hasEnded;
        private boolean gaveRecords;
        private boolean gaveTrips;
        private long firstTripsAt = NEVER;
        private long withoutTripsSince = NEVER;

        private Shard(ShardClock clock) {
            this.clock = clock;
        }

        /** Takes note of the shard's next trip. */
        public void observe(long pickupMillis) {
            gaveTrips = true;
            withoutTripsSince = NEVER;
            clock.observe(pickupMillis);
        }

        /**
         * Takes note of a read, once all its trips were observed.
         *
         * @param records how many records it gave, trips or not
         * @param atTip whether the shard had no more
         */
        public void wasRead(int records, boolean atTip, long nowMillis) {
            if (hasEnded) {
                // With fan-out, an empty event may be processed only now. At the end of a closed
                // shard it may say "behind", which would hold the watermark back for good.
                return;
            }
            isAtTip = atTip;
            gaveRecords = records > 0;
            if (gaveTrips) {
                gaveTrips = false;
                firstTripsAt = Math.min(firstTripsAt, nowMillis);
            } else if (records > 0 || atTip) {
                withoutTripsSince = Math.min(withoutTripsSince, nowMillis);
            } else {
                // Kinesis gives empty responses in the middle of a backlog, too.
                withoutTripsSince = NEVER;
            }
        }

        /** Takes note that the shard is closed and was read to its end. */
        public void ended(long nowMillis) {
            hasEnded = true;
            isAtTip = true;
            gaveRecords = false;
            withoutTripsSince = Math.min(withoutTripsSince, nowMillis);
        }

        private boolean isIdle(long nowMillis) {
            return nowMillis - idleAfterMillis >= withoutTripsSince;
        }

        /**
         * Ends the warm-up of a shard with few trips, which must not hold the others back until it
         * had enough of them; returns whether it has ended now.
         */
        private boolean endLongWarmUp(long nowMillis) {
            boolean isLong = clock.isWarmingUp() && nowMillis - idleAfterMillis >= firstTripsAt;
            if (isLong) {
                clock.endWarmUp();
            }
            return isLong;
        }
    }
}
