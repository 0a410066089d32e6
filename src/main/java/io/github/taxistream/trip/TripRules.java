package io.github.taxistream.trip;

import java.time.Duration;
import java.time.Instant;

/**
 * The rules for what is a trip, why a record is rejected, and which values count as 0. The parser,
 * the producer and the manifest share them.
 *
 * <p>A record is rejected for the first {@link RejectReason} that applies. The rules need no
 * record, only its values; the parser turns bytes into values.
 *
 * <p>Numbers are rounded half away from zero. Not for use by several threads at once.
 */
public final class TripRules {

    /**
     * A value of a billion or more is beyond any trip, and counts as 0; so does a duration. Ten
     * million trips of a zone and hour at the bound still fit the output's DECIMAL(18,2).
     */
    public static final long BOUND = 1_000_000_000L;

    /** How far a pickup may be ahead of the record's arrival, unless a setting says otherwise. */
    public static final Duration USUAL_FUTURE_TOLERANCE = Duration.ofHours(1);

    /** The TLC's records begin with this year. */
    private static final long FIRST_PICKUP_SECONDS =
            Instant.parse("2009-01-01T00:00:00Z").getEpochSecond();

    private final NewYorkClock newYork = new NewYorkClock();
    private final Duration futureTolerance;
    private final long futureToleranceMillis;

    /**
     * @param futureTolerance how far a pickup may be ahead of the record's arrival
     * @throws IllegalArgumentException if it is negative
     */
    public TripRules(Duration futureTolerance) {
        if (futureTolerance.isNegative()) {
            throw new IllegalArgumentException(
                    "the future tolerance must not be negative: " + futureTolerance);
        }
        this.futureTolerance = futureTolerance;
        this.futureToleranceMillis = futureTolerance.toMillis();
    }

    /** How far a pickup may be ahead of the record's arrival. */
    public Duration futureTolerance() {
        return futureTolerance;
    }

    /**
     * Why a pickup time is rejected, or null if it is not.
     *
     * @param pickupSeconds seconds since 1970, as if New York's clock were UTC
     * @param arrivalMillis when the record arrived, in milliseconds since 1970 UTC
     */
    public RejectReason rejectsPickup(long pickupSeconds, long arrivalMillis) {
        if (isBefore2009(pickupSeconds)) {
            return RejectReason.PICKUP_BEFORE_2009;
        }
        return pickupSeconds * 1000 > latestPickupMillis(arrivalMillis)
                ? RejectReason.PICKUP_IN_FUTURE
                : null;
    }

    /**
     * The latest pickup that is accepted, in milliseconds since 1970 as if New York's clock were
     * UTC.
     *
     * @param arrivalMillis when the record arrived, in milliseconds since 1970 UTC
     */
    public long latestPickupMillis(long arrivalMillis) {
        return arrivalInNewYork(arrivalMillis) + futureToleranceMillis;
    }

    /**
     * What New York's clock shows at an arrival, in milliseconds as if it were UTC; the later
     * reading in the hour that comes twice.
     *
     * @param arrivalMillis when the record arrived, in milliseconds since 1970 UTC
     */
    public long arrivalInNewYork(long arrivalMillis) {
        return newYork.latestMillis(arrivalMillis);
    }

    /** Whether a pickup is too early for a trip; in seconds since 1970, as if it were UTC. */
    public static boolean isBefore2009(long pickupSeconds) {
        return pickupSeconds < FIRST_PICKUP_SECONDS;
    }

    /**
     * The seconds from pickup to drop-off: 0 if that comes first, or a billion seconds or more
     * after it.
     */
    public static long durationSeconds(long pickupSeconds, long dropoffSeconds) {
        long seconds = dropoffSeconds - pickupSeconds;
        return seconds < 0 || seconds >= BOUND ? 0 : seconds;
    }

    /**
     * The number as it counts: 0 if it is a billion or more, or minus a billion or less.
     *
     * @param unscaled the number times ten to the scale
     * @param scale 0 or 2: how many decimals the number has
     */
    public static long counted(long unscaled, int scale) {
        long bound = scale == 0 ? BOUND : BOUND * 100;
        return unscaled > -bound && unscaled < bound ? unscaled : 0;
    }
}
