package io.github.taxistream.window;

import io.github.taxistream.trip.Trip;

/** The combiner's table without Flink around it, for the benchmark's bare loop. */
public final class BareTable {

    private final ZoneHourTable table = new ZoneHourTable();

    /** Adds one trip. */
    public void add(Trip trip) {
        table.add(trip);
    }

    /** Takes all out, and answers how many trips there were. */
    public long drain() {
        long[] trips = {0};
        table.drainTo(row -> trips[0] += row.totals().trips());
        return trips[0];
    }
}
