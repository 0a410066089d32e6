package io.github.taxistream.source.duplicate;

/**
 * Finds the trips of a ring by their hash, with open addressing and linear probing.
 *
 * <p>A place is a trip's number in the ring. Half of each hash stands in the table itself, so that
 * the ring, which is far larger than the processor's caches, is asked for the trip itself alone.
 */
final class EntryTable {

    private static final long PLACE = 0xFFFFFFFFL;

    private final long[] ring;

    /** In the upper half some bits of the hash, in the lower the place from 1 on; 0 is free. */
    private final long[] table;

    /** A table that is at most half full, for a ring whose length is a power of two. */
    EntryTable(long[] ring) {
        this.ring = ring;
        this.table = new long[ring.length / EntryWords.COUNT * 2];
    }

    /** The trip's place in the ring, or -1. */
    int find(long high, long low) {
        int tag = tag(low);
        for (int i = home(tag); table[i] != 0; i = next(i)) {
            if ((int) (table[i] >>> 32) == tag) {
                int place = place(table[i]);
                int word = place * EntryWords.COUNT;
                if (ring[word + EntryWords.LOW] == low && ring[word + EntryWords.HIGH] == high) {
                    return place;
                }
            }
        }
        return -1;
    }

    /** Enters the trip that is at this place of the ring. */
    void enter(int place) {
        int tag = tagOf(place);
        int i = home(tag);
        while (table[i] != 0) {
            i = next(i);
        }
        table[i] = ((long) tag << 32) | (place + 1);
    }

    /** Removes a trip; those after it move up, so that they are still found. */
    void remove(int place) {
        int mask = table.length - 1;
        int free = home(tagOf(place));
        while (place(table[free]) != place) {
            free = next(free);
        }
        for (int i = next(free); table[i] != 0; i = next(i)) {
            int home = home((int) (table[i] >>> 32));
            if (((i - home) & mask) >= ((i - free) & mask)) {
                table[free] = table[i];
                free = i;
            }
        }
        table[free] = 0;
    }

    private static int place(long entry) {
        return (int) (entry & PLACE) - 1;
    }

    private int tagOf(int place) {
        return tag(ring[place * EntryWords.COUNT + EntryWords.LOW]);
    }

    private static int tag(long low) {
        return (int) (low ^ (low >>> 32));
    }

    private int home(int tag) {
        return tag & (table.length - 1);
    }

    private int next(int i) {
        return (i + 1) & (table.length - 1);
    }
}
