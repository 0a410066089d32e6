package io.github.taxistream.source.duplicate;

/**
 * Finds the trips of a ring by their hash, with open addressing and linear probing.
 *
 * <p>A place is a trip's number in the ring.
 */
final class EntryTable {

    private final long[] ring;

    /** Places plus 1; 0 is free. */
    private final int[] table;

    /** A table that is at most half full, for a ring whose length is a power of two. */
    EntryTable(long[] ring) {
        this.ring = ring;
        this.table = new int[ring.length / EntryWords.COUNT * 2];
    }

    /** The trip's place in the ring, or -1. */
    int find(long high, long low) {
        for (int i = home(low); table[i] != 0; i = next(i)) {
            int word = (table[i] - 1) * EntryWords.COUNT;
            if (ring[word + EntryWords.LOW] == low && ring[word + EntryWords.HIGH] == high) {
                return table[i] - 1;
            }
        }
        return -1;
    }

    /** Enters the trip that is at this place of the ring. */
    void enter(int place) {
        int i = homeOf(place);
        while (table[i] != 0) {
            i = next(i);
        }
        table[i] = place + 1;
    }

    /** Removes a trip; those after it move up, so that they are still found. */
    void remove(int place) {
        int mask = table.length - 1;
        int free = homeOf(place);
        while (table[free] != place + 1) {
            free = next(free);
        }
        for (int i = next(free); table[i] != 0; i = next(i)) {
            int home = homeOf(table[i] - 1);
            if (((i - home) & mask) >= ((i - free) & mask)) {
                table[free] = table[i];
                free = i;
            }
        }
        table[free] = 0;
    }

    private int homeOf(int place) {
        return home(ring[place * EntryWords.COUNT + EntryWords.LOW]);
    }

    private int home(long low) {
        return (int) (low ^ (low >>> 32)) & (table.length - 1);
    }

    private int next(int i) {
        return (i + 1) & (table.length - 1);
    }
}
