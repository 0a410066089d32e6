package io.github.taxistream.source.duplicate;

/**
 * Finds the trips of a ring by their hash.
 *
 * <p>Trips have numbers, each one more than the one before. Those below the first live one have
 * expired: nobody removes them, later ones take their places.
 *
 * <p>The table consists of lines, each as long as a cache line. A trip stands in the line that its
 * hash says or, if all seven places there are taken, in the next line that has a free one. Half of
 * each hash stands in the table itself. So the ring, which is far larger than the processor's
 * caches, is only read where a trip is found.
 */
final class EntryTable {

    private static final int LINE = 8;

    /**
     * The last place of a line: the number of the last trip that found it full. Until that one has
     * expired, a search goes on in the next line.
     */
    private static final int PASSED = LINE - 1;

    private final long[] ring;

    /** In the upper half some bits of the hash, in the lower the trip's number; 0 is free. */
    private final long[] lines;

    private final int lineMask;
    private int firstLive = 1;

    /**
     * A table for a ring whose length is a power of two; full, it has four of seven places taken.
     */
    EntryTable(long[] ring) {
        int count = ring.length / EntryWords.COUNT / 4;
        this.ring = ring;
        this.lines = new long[count * LINE];
        this.lineMask = count - 1;
    }

    /** Lets all trips before this number expire. */
    void expireBefore(int number) {
        firstLive = number;
    }

    /** The trip's place in the table, or -1. */
    int find(long high, long low) {
        int tag = tag(low);
        int line = tag & lineMask;
        for (int seen = 0; seen <= lineMask; seen++) {
            int start = line * LINE;
            for (int i = start; i < start + PASSED; i++) {
                if ((int) (lines[i] >>> 32) == tag && isLive(lines[i]) && isAt(i, high, low)) {
                    return i;
                }
            }
            if (!isLive(lines[start + PASSED])) {
                return -1;
            }
            line = (line + 1) & lineMask;
        }
        return -1;
    }

    /** Enters the trip of this number, the highest so far, which is in the ring. */
    void enter(int number) {
        int tag = tag(ring[EntryWords.at(number, ring) + EntryWords.LOW]);
        int line = tag & lineMask;
        while (!enter(line * LINE, ((long) tag << 32) | number)) {
            lines[line * LINE + PASSED] = number;
            line = (line + 1) & lineMask;
        }
    }

    private boolean enter(int start, long entry) {
        for (int i = start; i < start + PASSED; i++) {
            if (!isLive(lines[i])) {
                lines[i] = entry;
                return true;
            }
        }
        return false;
    }

    /** The number of the trip at this place of the table. */
    int number(int place) {
        return (int) lines[place];
    }

    /** Removes the trip at this place of the table. */
    void remove(int place) {
        lines[place] = 0;
    }

    private boolean isLive(long entry) {
        return (int) entry >= firstLive;
    }

    private boolean isAt(int place, long high, long low) {
        int at = EntryWords.at(number(place), ring);
        return ring[at + EntryWords.LOW] == low && ring[at + EntryWords.HIGH] == high;
    }

    private static int tag(long low) {
        return (int) (low ^ (low >>> 32));
    }
}
