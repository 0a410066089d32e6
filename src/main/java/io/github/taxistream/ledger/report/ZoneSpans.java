package io.github.taxistream.ledger.report;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.Arrays;
import java.util.Optional;

/**
 * Totals by zone and hour, in bounded memory: when there are too many hours, they are folded into
 * days, and days into months. Not for use by several threads at once.
 */
final class ZoneSpans {

    /** The longs of a row: how many trips came late, how many in a quiet hour, and all measures. */
    static final int COLUMNS = Measure.COUNT + 2;

    /** First, so that a new measure goes to the end. */
    private static final int LATE = 0;

    private static final int QUIET = 1;
    private static final int FIRST_MEASURE = 2;

    /** A key that no zone and hour has: there is no zone 0. */
    private static final long FREE = 0;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int maxRows;
    private Grain grain = Grain.HOUR;
    private int rows;
    private long[] keys = new long[FIRST_CAPACITY];
    private long[] sums = new long[FIRST_CAPACITY * COLUMNS];

    /**
     * @param maxRows the number of zone-hours, or zone-days, above which the spans become longer
     */
    ZoneSpans(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Adds totals of a zone and hour. */
    void add(int zoneId, long hourStartMillis, ZoneHourTotals totals, String pane) {
        int at = row(ZoneHourKey.pack(zoneId, grain.begin(hourStartMillis))) * COLUMNS;
        totals.addTo(sums, at + FIRST_MEASURE);
        if (pane.equals(Pane.LATE.id())) {
            sums[at + LATE] += totals.trips();
        } else if (pane.equals(Pane.QUIET.id())) {
            sums[at + QUIET] += totals.trips();
        }
        if (rows > maxRows) {
            fold();
        }
    }

    Grain grain() {
        return grain;
    }

    /** How many zone-hours there are, or zone-days if they are folded. */
    int rows() {
        return rows;
    }

    /** The keys of all rows, sorted: {@link ZoneHourKey#pack()} of a span's first hour. */
    long[] sortedKeys() {
        return Arrays.stream(keys).filter(key -> key != FREE).sorted().toArray();
    }

    /** A column of a row that there is. */
    long get(long key, int column) {
        return sums[slot(key) * COLUMNS + column];
    }

    /** The totals of a row, {@link ZoneHourTotals#NONE} if there is no such row. */
    ZoneHourTotals totals(long key) {
        int slot = slot(key);
        return keys[slot] == FREE
                ? ZoneHourTotals.NONE
                : ZoneHourTotals.at(sums, slot * COLUMNS + FIRST_MEASURE);
    }

    /**
     * Makes the spans longer.
     *
     * @return false if they are the longest already
     */
    boolean fold() {
        Optional<Grain> coarser = grain.coarser();
        if (coarser.isEmpty()) {
            return false;
        }
        grain = coarser.get();
        moveTo(FIRST_CAPACITY);
        return true;
    }

    private int row(long key) {
        int slot = slot(key);
        if (keys[slot] == key) {
            return slot;
        }
        if (rows >= keys.length / 4 * 3) {
            moveTo(keys.length * 2);
            slot = slot(key);
        }
        keys[slot] = key;
        rows++;
        return slot;
    }

    /** Where a key is, or the free place where it belongs. */
    private int slot(long key) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void moveTo(int capacity) {
        long[] oldKeys = keys;
        long[] oldSums = sums;
        keys = new long[capacity];
        sums = new long[capacity * COLUMNS];
        rows = 0;
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != FREE) {
                ZoneHourKey key = ZoneHourKey.unpack(oldKeys[old]);
                long begin = grain.begin(key.hourStartMillis());
                int at = row(ZoneHourKey.pack(key.zoneId(), begin)) * COLUMNS;
                for (int i = 0; i < COLUMNS; i++) {
                    sums[at + i] += oldSums[old * COLUMNS + i];
                }
            }
        }
    }
}
