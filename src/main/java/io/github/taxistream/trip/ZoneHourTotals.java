package io.github.taxistream.trip;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sums of all measures over the trips of a zone and hour. Immutable.
 *
 * <p>Unscaled, as whole cents and whole hundredths of a mile, so that the sum does not depend on
 * the order of the additions, as it would with doubles.
 */
public final class ZoneHourTotals {

    /** The totals of no trip. */
    public static final ZoneHourTotals NONE = new ZoneHourTotals();

    /** By {@link Measure#index}. */
    private final long[] sums;

    /**
     * @param sums in the order of {@link Measure}, unscaled; those left out at the end are 0
     */
    public ZoneHourTotals(long... sums) {
        this.sums = Arrays.copyOf(sums, Measure.COUNT);
    }

    private ZoneHourTotals(long[] rows, int at) {
        this.sums = Arrays.copyOfRange(rows, at, at + Measure.COUNT);
    }

    /** The totals in the row that begins there, of {@link Measure#COUNT} values. */
    public static ZoneHourTotals at(long[] rows, int at) {
        return new ZoneHourTotals(rows, at);
    }

    /** The totals of one trip. */
    public static ZoneHourTotals of(Trip trip) {
        ZoneHourTotals totals = new ZoneHourTotals();
        trip.addTo(totals.sums, 0);
        return totals;
    }

    /** The totals of the trips of both. */
    public ZoneHourTotals plus(ZoneHourTotals other) {
        ZoneHourTotals totals = at(sums, 0);
        other.addTo(totals.sums, 0);
        return totals;
    }

    /** Adds these totals to the row that begins there. */
    public void addTo(long[] rows, int at) {
        // A constant bound: so the JIT compiler unrolls the loop.
        for (int i = 0; i < Measure.COUNT; i++) {
            rows[at + i] += sums[i];
        }
    }

    /** The sum of a measure, unscaled: an amount in cents, a distance in hundredths of a mile. */
    public long get(Measure measure) {
        return sums[measure.index()];
    }

    /** How many trips there are. */
    public long trips() {
        return get(Measure.TRIPS);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ZoneHourTotals && Arrays.equals(((ZoneHourTotals) o).sums, sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return Measure.ALL.stream()
                .map(measure -> measure.unscaledName() + " " + get(measure))
                .collect(Collectors.joining(", "));
    }
}
