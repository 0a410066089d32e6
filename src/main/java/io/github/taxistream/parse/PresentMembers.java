package io.github.taxistream.parse;

/** Which members the current entry has, a bit for each: so all are forgotten at once. */
final class PresentMembers {

    private int bits;
    private int members;

    /** The bit of another member. */
    int nextBit() {
        return 1 << members++;
    }

    /** Forgets the last entry. */
    void clear() {
        bits = 0;
    }

    void add(int bit) {
        bits |= bit;
    }

    void remove(int bit) {
        bits &= ~bit;
    }

    /** Whether one of these is there. */
    boolean hasAny(int ofThese) {
        return (bits & ofThese) != 0;
    }
}
