package io.github.taxistream.trip;

import java.time.Instant;

/**
 * One taxi trip, reduced to what is added up. Immutable.
 *
 * <p>Times are wall-clock times in New York without a zone, as the TLC writes them, held as if they
 * were UTC.
 */
public final class Trip {

    private final int zoneId;
    private final long pickupMillis;

    /** By {@link Measure#index}. */
    private final long[] measures;

    /**
     * A trip with the measures after {@link Measure#TRIPS}, in their order.
     *
     * @param zoneId the pickup zone, 1 to 265
     * @param pickupMillis the pickup time in milliseconds since 1970, as if it were UTC
     * @param measures from {@link Measure#PASSENGERS} on, unscaled: amounts in cents, distances in
     *     hundredths of a mile; those left out at the end are 0
     * @throws IllegalArgumentException if there is no such zone
     */
    public Trip(int zoneId, long pickupMillis, long... measures) {
        this(behindTrips(measures), zoneId, pickupMillis);
    }

    private Trip(long[] measures, int zoneId, long pickupMillis) {
        if (!Zones.isZone(zoneId)) {
            throw new IllegalArgumentException("zone must be 1 to 265, not " + zoneId);
        }
        measures[Measure.TRIPS.index()] = 1;
        this.zoneId = zoneId;
        this.pickupMillis = pickupMillis;
        this.measures = measures;
    }

    /**
     * A trip with all measures, for code that reads many: the trip takes over the array.
     *
     * @param zoneId the pickup zone, 1 to 265
     * @param pickupMillis the pickup time in milliseconds since 1970, as if it were UTC
     * @param measures {@link Measure#COUNT} values by {@link Measure#index()}, unscaled; not to be
     *     changed afterwards. That of {@link Measure#TRIPS} is set to 1
     * @throws IllegalArgumentException if there is no such zone
     */
    public static Trip of(int zoneId, long pickupMillis, long[] measures) {
        return new Trip(measures, zoneId, pickupMillis);
    }

    private static long[] behindTrips(long[] measures) {
        long[] all = new long[Measure.COUNT];
        System.arraycopy(measures, 0, all, Measure.PASSENGERS.index(), measures.length);
        return all;
    }

    /** The pickup zone, 1 to 265. */
    public int zoneId() {
        return zoneId;
    }

    /** The pickup time in milliseconds since 1970, as if it were UTC. */
    public long pickupMillis() {
        return pickupMillis;
    }

    /** The start of the hour of the pickup, in milliseconds since 1970, as if it were UTC. */
    public long hourStartMillis() {
        return ZoneHourKey.hourStartMillis(pickupMillis);
    }

    /** The value of a measure, unscaled: an amount in cents, a distance in hundredths of a mile. */
    public long get(Measure measure) {
        return measures[measure.index()];
    }

    /** The same trip with another pickup time, in milliseconds since 1970, as if it were UTC. */
    public Trip pickedUpAt(long newPickupMillis) {
        return of(zoneId, newPickupMillis, measures);
    }

    /** Adds its measures to the row of sums that begins there. */
    public void addTo(long[] rows, int at) {
        // A constant bound: so the JIT compiler unrolls the loop.
        for (int i = 0; i < Measure.COUNT; i++) {
            rows[at + i] += measures[i];
        }
    }

    @Override
    public String toString() {
        return "Trip(zone " + zoneId + ", picked up " + Instant.ofEpochMilli(pickupMillis) + ")";
    }
}
