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

    /** How many longs a row of a table of totals has, in the order of the constructor. */
    public static final int COLUMNS = 8;

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

    /** Adds a trip to the row that begins there. */
    public static void add(Trip trip, long[] rows, int at) {
        rows[at] += 1;
        rows[at + 1] += trip.passengers();
        rows[at + 2] += trip.durationSeconds();
        rows[at + 3] += trip.distanceHundredths();
        rows[at + 4] += trip.fareCents();
        rows[at + 5] += trip.tipCents();
        rows[at + 6] += trip.tollsCents();
        rows[at + 7] += trip.totalCents();
    }

    /** Adds these totals to the row that begins there. */
    public void addTo(long[] rows, int at) {
        rows[at] += trips;
        rows[at + 1] += passengers;
        rows[at + 2] += durationSeconds;
        rows[at + 3] += distanceHundredths;
        rows[at + 4] += fareCents;
        rows[at + 5] += tipCents;
        rows[at + 6] += tollsCents;
        rows[at + 7] += totalCents;
    }

    /** The totals in the row that begins there. */
    public static ZoneHourTotals at(long[] rows, int at) {
        return new ZoneHourTotals(
                rows[at],
                rows[at + 1],
                rows[at + 2],
                rows[at + 3],
                rows[at + 4],
                rows[at + 5],
                rows[at + 6],
                rows[at + 7]);
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
