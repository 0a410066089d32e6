package io.github.taxistream.producer.manifest;

import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Totals by zone and hour, as they grow. Kept in place, as millions of trips are added. Not for use
 * by several threads at once.
 */
public final class Sums {

    private final Map<Long, long[]> byZoneHour = new HashMap<>();

    /** Adds a trip. */
    public void add(Trip trip) {
        long[] sum = sum(ZoneHour.key(trip.zoneId(), trip.hourStartMillis()));
        sum[0]++;
        sum[1] += trip.passengers();
        sum[2] += trip.durationSeconds();
        sum[3] += trip.distanceHundredths();
        sum[4] += trip.fareCents();
        sum[5] += trip.tipCents();
        sum[6] += trip.tollsCents();
        sum[7] += trip.totalCents();
    }

    /** Adds totals of a zone and hour, by {@link ZoneHour#key(int, long)}. */
    public void add(long key, ZoneHourTotals totals) {
        long[] sum = sum(key);
        sum[0] += totals.trips();
        sum[1] += totals.passengers();
        sum[2] += totals.durationSeconds();
        sum[3] += totals.distanceHundredths();
        sum[4] += totals.fareCents();
        sum[5] += totals.tipCents();
        sum[6] += totals.tollsCents();
        sum[7] += totals.totalCents();
    }

    /** Adds all that another has. */
    public void add(Sums other) {
        other.byZoneHour.forEach((key, sum) -> add(key, totals(sum)));
    }

    /** The totals by {@link ZoneHour#key(int, long)}: by hour, and by zone within it. */
    public Map<Long, ZoneHourTotals> totals() {
        Map<Long, ZoneHourTotals> totals = new TreeMap<>();
        byZoneHour.forEach((key, sum) -> totals.put(key, totals(sum)));
        return totals;
    }

    private static ZoneHourTotals totals(long[] sum) {
        return new ZoneHourTotals(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]);
    }

    private long[] sum(long key) {
        return byZoneHour.computeIfAbsent(key, k -> new long[8]);
    }
}
