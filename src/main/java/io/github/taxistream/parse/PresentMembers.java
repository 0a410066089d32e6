package io.github.taxistream.parse;

/** Which members the current entry has, one bit for each, so that all are cleared at once. */
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

    /** Whether the entry has one of these. */
    boolean hasAny(int ofThese) {
        return (bits & ofThese) != 0;
    }
}
