package io.github.taxistream.trip;

/** Rules of what counts that more than one stage has to keep. */
public final class TripRules {

    /** A value of a billion or more is beyond any trip, and counts 0; so does a duration. */
    public static final long BOUND = 1_000_000_000L;

    private TripRules() {}

    /**
     * The seconds from pickup to drop-off: 0 if that comes first, or a billion seconds or more
     * after it.
     */
    public static long durationSeconds(long pickupSeconds, long dropoffSeconds) {
        long seconds = dropoffSeconds - pickupSeconds;
        return seconds < 0 || seconds >= BOUND ? 0 : seconds;
    }

    /** A sum of hundredths, or 0 if it is a billion or more. */
    public static long hundredths(long sum) {
        return Math.abs(sum) < BOUND * 100 ? sum : 0;
    }
}
