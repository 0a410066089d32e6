package io.github.taxistream.ledger.manifest;

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
        ZoneHourTotals.add(trip, sum(ZoneHour.key(trip.zoneId(), trip.hourStartMillis())), 0);
    }

    /** Adds totals of a zone and hour, by {@link ZoneHour#key(int, long)}. */
    public void add(long key, ZoneHourTotals totals) {
        totals.addTo(sum(key), 0);
    }

    /** Adds all that another has. */
    public void add(Sums other) {
        other.byZoneHour.forEach((key, sum) -> add(key, ZoneHourTotals.at(sum, 0)));
    }

    /** The totals by {@link ZoneHour#key(int, long)}: by hour, and by zone within it. */
    public Map<Long, ZoneHourTotals> totals() {
        Map<Long, ZoneHourTotals> totals = new TreeMap<>();
        byZoneHour.forEach((key, sum) -> totals.put(key, ZoneHourTotals.at(sum, 0)));
        return totals;
    }

    private long[] sum(long key) {
        return byZoneHour.computeIfAbsent(key, k -> new long[ZoneHourTotals.COLUMNS]);
    }
}
