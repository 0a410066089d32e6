package io.github.taxistream.producer.record;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripRules;
import io.github.taxistream.trip.Zones;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects the values that the job adds up while a record is written: the trip that the job will
 * read, without the cost of parsing it again.
 *
 * <p>It must agree with the job on every record; a property test makes sure of it.
 *
 * <p>Not for use by several threads at once.
 */
public final class TripValues {

    /** Stands for a double with more than two decimals. */
    static final long NOT_HUNDREDTHS = Long.MIN_VALUE;

    private static final long NO_TIME = Long.MIN_VALUE;
    private static final int HUNDREDTHS = 2;
    private static final long HUNDRED = 100;
    private static final int COLUMNS = TripColumn.values().length;

    /** Those with a measure, the usual name of each after the others that it has. */
    private static final TripColumn[] MEASURED = measured();

    private static final double MAX_EXACT_HUNDREDTHS = 1e15;

    private long pickupSeconds;
    private long dropoffSeconds;
    private long zoneId;
    private long vendorId;
    private final long[] values = new long[COLUMNS];
    private final boolean[] present = new boolean[COLUMNS];

    private static TripColumn[] measured() {
        List<TripColumn> columns =
                Stream.of(TripColumn.values())
                        .filter(column -> column.measure() != null)
                        .collect(Collectors.toList());
        Collections.reverse(columns);
        return columns.toArray(new TripColumn[0]);
    }

    /** Forgets the last record. */
    public void clear() {
        pickupSeconds = NO_TIME;
        dropoffSeconds = NO_TIME;
        zoneId = 0;
        vendorId = 0;
        Arrays.fill(present, false);
    }

    /** A time, in seconds since 1970, wall clock. */
    public void time(TripColumn column, long seconds) {
        long readable = TripJson.isWritable(seconds) ? seconds : NO_TIME;
        if (column == TripColumn.PICKUP_TIME) {
            pickupSeconds = readable;
        } else if (column == TripColumn.DROPOFF_TIME) {
            dropoffSeconds = readable;
        }
    }

    /** A whole number. */
    public void whole(TripColumn column, long value) {
        if (column == TripColumn.PICKUP_ZONE) {
            zoneId = value;
        } else if (column == TripColumn.VENDOR) {
            vendorId = value;
        } else if (column.isRead()) {
            long unit = scale(column) == 0 ? 1 : HUNDRED;
            put(column, TripRules.counted(value, 0) * unit);
        }
    }

    /** A number of hundredths. */
    public void hundredths(TripColumn column, long value) {
        if (column.isRead() && column.kind() == TripColumn.Kind.NUMBER) {
            put(column, TripRules.counted(value, HUNDREDTHS));
        }
    }

    /** A number, by the text that it is written with. */
    public void number(TripColumn column, String text) {
        BigDecimal value = new BigDecimal(text);
        if (column == TripColumn.PICKUP_ZONE || column == TripColumn.VENDOR) {
            // A fraction is not a zone; the job rejects it.
            whole(column, value.stripTrailingZeros().scale() <= 0 ? rounded(value, 0) : 0);
        } else if (column.isRead()) {
            put(column, rounded(value, scale(column)));
        }
    }

    /** The decimals of a measure, or of a part of the total. */
    private static int scale(TripColumn column) {
        return column.measure() == null ? HUNDREDTHS : column.measure().scale();
    }

    private void put(TripColumn column, long value) {
        // Two names of the same member: the last one counts.
        TripColumn same = column == TripColumn.TRIP_MILES ? TripColumn.DISTANCE : column;
        values[index(same)] = value;
        present[index(same)] = true;
    }

    @SuppressWarnings("EnumOrdinal") // An array is what an EnumMap is, without the boxes.
    private static int index(TripColumn column) {
        return column.ordinal();
    }

    private boolean has(TripColumn column) {
        return present[index(column)];
    }

    private long value(TripColumn column) {
        return has(column) ? values[index(column)] : 0;
    }

    /** The trip, or null if these values are not one. */
    public Trip trip() {
        if (TripRules.isBefore2009(pickupSeconds) || !Zones.isZone(zoneId)) {
            return null;
        }
        long[] measures = new long[Measure.COUNT];
        for (TripColumn column : MEASURED) {
            if (has(column)) {
                measures[column.measure().index()] = value(column);
            }
        }
        if (dropoffSeconds != NO_TIME) {
            measures[Measure.DURATION.index()] =
                    TripRules.durationSeconds(pickupSeconds, dropoffSeconds);
        }
        if (isHvfhv() && !has(TripColumn.TOTAL)) {
            measures[Measure.TOTAL.index()] = riderPaid(measures);
        }
        return Trip.of((int) zoneId, pickupSeconds * 1000, measures);
    }

    private boolean isHvfhv() {
        return has(TripColumn.RIDER_FARE)
                || has(TripColumn.RIDER_TIP)
                || has(TripColumn.RIDER_TOLLS)
                || has(TripColumn.BLACK_CAR_FUND)
                || has(TripColumn.SALES_TAX);
    }

    private long riderPaid(long[] measures) {
        return TripRules.counted(
                measures[Measure.FARE.index()]
                        + measures[Measure.TIP.index()]
                        + measures[Measure.TOLLS.index()]
                        + value(TripColumn.BLACK_CAR_FUND)
                        + value(TripColumn.SALES_TAX)
                        + value(TripColumn.CONGESTION_SURCHARGE)
                        + value(TripColumn.AIRPORT_FEE)
                        + value(TripColumn.CBD_CONGESTION_FEE),
                HUNDREDTHS);
    }

    /** The vendor, 0 if unknown. */
    public int vendorId() {
        return vendorId > 0 && vendorId < 1000 ? (int) vendorId : 0;
    }

    /**
     * The hundredths that print as the same double, or {@link #NOT_HUNDREDTHS}. Up to 15 digits a
     * decimal and its double are one to one, so what is printed is also the shortest.
     */
    static long hundredthsOf(double value) {
        double nearest = Math.rint(value * 100);
        return Math.abs(nearest) < MAX_EXACT_HUNDREDTHS && nearest / 100 == value
                ? (long) nearest
                : NOT_HUNDREDTHS;
    }

    private static long rounded(BigDecimal value, int scale) {
        BigDecimal unscaled = value.movePointRight(scale);
        // A huge exponent would make a huge number of digits; beyond the bound all are 0 alike.
        if (unscaled.precision() - unscaled.scale() > 18) {
            return 0;
        }
        return TripRules.counted(
                unscaled.setScale(0, RoundingMode.HALF_UP).longValueExact(), scale);
    }
}
