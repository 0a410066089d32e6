package io.github.taxistream.window;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Adds up trips by zone and hour without an allocation per trip: an open-addressing hash table of
 * longs.
 *
 * <p>Not for use by several threads at once.
 */
final class ZoneHourTable {

    /** Each row has one sum per measure. */
    private static final int COLUMNS = Measure.COUNT;

    private static final int INITIAL_SLOTS = 1024;
    private static final long FREE = Long.MIN_VALUE;

    /** Packed keys. */
    private long[] keys;

    /** A row of totals for each slot. */
    private long[] sums;

    private int size;
    private int lastSlot;

    ZoneHourTable() {
        allocate(INITIAL_SLOTS);
    }

    /** How many zones and hours it holds. */
    int size() {
        return size;
    }

    void add(Trip trip) {
        // The slot comes first: taking it may replace the array of the sums.
        int slot = slotOf(ZoneHourKey.pack(trip.zoneId(), trip.hourStartMillis()));
        trip.addTo(sums, slot * COLUMNS);
    }

    /** Hands over all rows, in no particular order, and clears the table. */
    void drainTo(Consumer<ZoneHour> target) {
        long[] fullKeys = keys;
        long[] fullSums = sums;
        allocate(Math.max(INITIAL_SLOTS, slotsFor(size)));
        size = 0;
        for (int slot = 0; slot < fullKeys.length; slot++) {
            if (fullKeys[slot] != FREE) {
                target.accept(row(fullKeys[slot], fullSums, slot));
            }
        }
    }

    /**
     * Hands over the rows that start before the hour, in no particular order, and keeps the rest.
     */
    void drainHoursBefore(long hourStartMillis, Consumer<ZoneHour> target) {
        ZoneHourTable rest = new ZoneHourTable();
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] == FREE) {
                continue;
            }
            if (ZoneHourKey.unpack(keys[slot]).hourStartMillis() < hourStartMillis) {
                target.accept(row(keys[slot], sums, slot));
            } else {
                int at = rest.slotOf(keys[slot]) * COLUMNS;
                System.arraycopy(sums, slot * COLUMNS, rest.sums, at, COLUMNS);
            }
        }
        keys = rest.keys;
        sums = rest.sums;
        size = rest.size;
        lastSlot = 0;
    }

    private static ZoneHour row(long key, long[] sums, int slot) {
        return new ZoneHour(
                ZoneHourKey.unpack(key), ZoneHourTotals.at(sums, slot * COLUMNS), Pane.LATE);
    }

    /** The slot of a key; a new one if it has none yet. */
    private int slotOf(long key) {
        if (keys[lastSlot] == key) {
            return lastSlot;
        }
        int slot = find(key);
        if (keys[slot] == FREE) {
            if ((size + 1) * 2 > keys.length) {
                grow();
                slot = find(key);
            }
            keys[slot] = key;
            size++;
        }
        lastSlot = slot;
        return slot;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[slot] != key && keys[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldSums = sums;
        allocate(keys.length * 2);
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != FREE) {
                int slot = find(oldKeys[old]);
                keys[slot] = oldKeys[old];
                System.arraycopy(oldSums, old * COLUMNS, sums, slot * COLUMNS, COLUMNS);
            }
        }
    }

    private void allocate(int slots) {
        keys = new long[slots];
        Arrays.fill(keys, FREE);
        sums = new long[slots * COLUMNS];
        lastSlot = 0;
    }

    private static int slotsFor(int entries) {
        return entries == 0 ? 0 : Integer.highestOneBit(entries) * 4;
    }
}
