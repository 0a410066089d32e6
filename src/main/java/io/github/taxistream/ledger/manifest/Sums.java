package io.github.taxistream.ledger.manifest;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Totals by zone and hour, as they grow. Kept in place, as millions of trips are added. Not for use
 * by several threads at once.
 */
public final class Sums {

    private final Map<ZoneHourKey, long[]> byZoneHour = new HashMap<>();

    /** Adds a trip. */
    public void add(Trip trip) {
        trip.addTo(sum(ZoneHourKey.of(trip)), 0);
    }

    /** Adds totals of a zone and hour. */
    public void add(ZoneHourKey key, ZoneHourTotals totals) {
        totals.addTo(sum(key), 0);
    }

    /** Adds all that another has. */
    public void add(Sums other) {
        other.byZoneHour.forEach((key, sum) -> add(key, ZoneHourTotals.at(sum, 0)));
    }

    /** The totals of each zone and hour: by hour, and by zone within it. */
    public Map<ZoneHourKey, ZoneHourTotals> totals() {
        Map<ZoneHourKey, ZoneHourTotals> totals = new TreeMap<>();
        byZoneHour.forEach((key, sum) -> totals.put(key, ZoneHourTotals.at(sum, 0)));
        return totals;
    }

    private long[] sum(ZoneHourKey key) {
        return byZoneHour.computeIfAbsent(key, k -> new long[Measure.COUNT]);
    }
}
