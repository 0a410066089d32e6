package io.github.taxistream.ledger.manifest;

/**
 * The sum of the hashes of many entries, modulo 2 to the 128: the same for the same entries in any
 * order, and another one as soon as an entry is replaced by another. Not for use by several threads
 * at once.
 */
public final class PayloadSum {

    private long high;
    private long low;

    /** The sum of a text that {@link #toString} has made. */
    static PayloadSum parse(String text) {
        PayloadSum sum = new PayloadSum();
        sum.add(PayloadHash.parse(text));
        return sum;
    }

    /** Adds an entry. */
    public void add(PayloadHash hash) {
        add(hash.high(), hash.low());
    }

    /** Adds all that another has. */
    public void add(PayloadSum other) {
        add(other.high, other.low);
    }

    private void add(long otherHigh, long otherLow) {
        low += otherLow;
        // It has carried if the result is less than what was added.
        long carry = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        high += otherHigh + carry;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PayloadSum
                && ((PayloadSum) other).high == high
                && ((PayloadSum) other).low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return new PayloadHash(high, low).toString();
    }
}
