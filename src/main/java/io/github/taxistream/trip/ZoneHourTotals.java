package io.github.taxistream.trip;

import java.util.Objects;

/**
 * What is added up over the trips of a zone and hour. Immutable.
 *
 * <p>Whole cents and whole hundredths of a mile, so that the sum does not depend on the order of
 * the additions, as it would with doubles.
 */
public final class ZoneHourTotals {

    /** No trip at all. */
    public static final ZoneHourTotals NONE = new ZoneHourTotals(0, 0, 0, 0, 0, 0, 0, 0);

    private final long trips;
    private final long passengers;
    private final long durationSeconds;
    private final long distanceHundredths;
    private final long fareCents;
    private final long tipCents;
    private final long tollsCents;
    private final long totalCents;

    public ZoneHourTotals(
            long trips,
            long passengers,
            long durationSeconds,
            long distanceHundredths,
            long fareCents,
            long tipCents,
            long tollsCents,
            long totalCents) {
        this.trips = trips;
        this.passengers = passengers;
        this.durationSeconds = durationSeconds;
        this.distanceHundredths = distanceHundredths;
        this.fareCents = fareCents;
        this.tipCents = tipCents;
        this.tollsCents = tollsCents;
        this.totalCents = totalCents;
    }

    /** The totals of one trip. */
    public static ZoneHourTotals of(Trip trip) {
        return new ZoneHourTotals(
                1,
                trip.passengers(),
                trip.durationSeconds(),
                trip.distanceHundredths(),
                trip.fareCents(),
                trip.tipCents(),
                trip.tollsCents(),
                trip.totalCents());
    }

    /** The totals of the trips of both. */
    public ZoneHourTotals plus(ZoneHourTotals other) {
        return new ZoneHourTotals(
                trips + other.trips,
                passengers + other.passengers,
                durationSeconds + other.durationSeconds,
                distanceHundredths + other.distanceHundredths,
                fareCents + other.fareCents,
                tipCents + other.tipCents,
                tollsCents + other.tollsCents,
                totalCents + other.totalCents);
    }

    public long trips() {
        return trips;
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
    public boolean equals(Object o) {
        if (!(o instanceof ZoneHourTotals)) {
            return false;
        }
        ZoneHourTotals other = (ZoneHourTotals) o;
        return trips == other.trips
                && passengers == other.passengers
                && durationSeconds == other.durationSeconds
                && distanceHundredths == other.distanceHundredths
                && fareCents == other.fareCents
                && tipCents == other.tipCents
                && tollsCents == other.tollsCents
                && totalCents == other.totalCents;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                trips,
                passengers,
                durationSeconds,
                distanceHundredths,
                fareCents,
                tipCents,
                tollsCents,
                totalCents);
    }

    @Override
    public String toString() {
        return String.format(
                "%d trips, %d passengers, %d s, %d/100 miles, cents: fare %d, tip %d, tolls %d,"
                        + " total %d",
                trips,
                passengers,
                durationSeconds,
                distanceHundredths,
                fareCents,
                tipCents,
                tollsCents,
                totalCents);
    }
}
