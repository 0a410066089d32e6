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
    private final long passengers;
    private final long durationSeconds;
    private final long distanceHundredths;
    private final long fareCents;
    private final long tipCents;
    private final long tollsCents;
    private final long totalCents;

    /**
     * @param zoneId the pickup zone, 1 to 265
     * @param pickupMillis the pickup time in milliseconds since 1970, as if it were UTC
     * @param passengers passengers, as reported by the driver
     * @param durationSeconds from pickup to drop-off, 0 if that is unknown or negative
     * @param distanceHundredths hundredths of a mile
     * @param fareCents the fare, negative for a refund
     * @param tipCents the tip
     * @param tollsCents the tolls
     * @param totalCents all that was charged
     */
    public Trip(
            int zoneId,
            long pickupMillis,
            long passengers,
            long durationSeconds,
            long distanceHundredths,
            long fareCents,
            long tipCents,
            long tollsCents,
            long totalCents) {
        if (!Zones.isZone(zoneId)) {
            throw new IllegalArgumentException("zone must be 1 to 265, not " + zoneId);
        }
        this.zoneId = zoneId;
        this.pickupMillis = pickupMillis;
        this.passengers = passengers;
        this.durationSeconds = durationSeconds;
        this.distanceHundredths = distanceHundredths;
        this.fareCents = fareCents;
        this.tipCents = tipCents;
        this.tollsCents = tollsCents;
        this.totalCents = totalCents;
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
        return ZoneHour.hourStartMillis(pickupMillis);
    }

    public long passengers() {
        return passengers;
    }

    public long durationSeconds() {
        return durationSeconds;
    }

    /** Hundredths of a mile. */
    public long distanceHundredths() {
        return distanceHundredths;
    }

    public long fareCents() {
        return fareCents;
    }

    public long tipCents() {
        return tipCents;
    }

    public long tollsCents() {
        return tollsCents;
    }

    public long totalCents() {
        return totalCents;
    }

    @Override
    public String toString() {
        return "Trip(zone " + zoneId + ", picked up " + Instant.ofEpochMilli(pickupMillis) + ")";
    }
}
