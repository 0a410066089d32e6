package io.github.taxistream.producer.generate;

/** What trips to generate. Immutable. */
public final class GeneratorSettings {

    private final long trips;
    private final long seed;
    private final long startHour;
    private final int hours;
    private final int brokenPermille;
    private final int latePermille;
    private final int badClockPermille;

    /**
     * @param trips how many trips, broken records not counted
     * @param seed the same seed gives the same bytes
     * @param startHour the first hour, in hours since 1970, wall clock
     * @param hours over how many hours the pickups are spread
     * @param brokenPermille broken records for each thousand trips, beside them
     * @param latePermille of each thousand trips, how many are sent more than an hour late
     * @param badClockPermille of each thousand trips, how many have a clock that is hours or days
     *     wrong
     * @throws IllegalArgumentException with a sentence, if a number is out of its range
     */
    public GeneratorSettings(
            long trips,
            long seed,
            long startHour,
            int hours,
            int brokenPermille,
            int latePermille,
            int badClockPermille) {
        if (trips < 0) {
            throw new IllegalArgumentException("--trips must not be negative: " + trips);
        }
        if (hours < 1) {
            throw new IllegalArgumentException("--hours must be 1 or more: " + hours);
        }
        this.trips = trips;
        this.seed = seed;
        this.startHour = startHour;
        this.hours = hours;
        this.brokenPermille = permille("--broken", brokenPermille);
        this.latePermille = permille("--late", latePermille);
        this.badClockPermille = permille("--bad-clock", badClockPermille);
    }

    private static int permille(String option, int value) {
        if (value < 0 || value > 1000) {
            throw new IllegalArgumentException(option + " must be 0 to 1000: " + value);
        }
        return value;
    }

    public long trips() {
        return trips;
    }

    public long seed() {
        return seed;
    }

    /** In hours since 1970, wall clock. */
    public long startHour() {
        return startHour;
    }

    public int hours() {
        return hours;
    }

    public int brokenPermille() {
        return brokenPermille;
    }

    public int latePermille() {
        return latePermille;
    }

    public int badClockPermille() {
        return badClockPermille;
    }
}
