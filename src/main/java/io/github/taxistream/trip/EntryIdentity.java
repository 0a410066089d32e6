package io.github.taxistream.trip;

import java.util.Arrays;
import java.util.Objects;

/**
 * Identifies an entry that is sent again: 128 bits of a hash of its bytes or of its id, and the
 * bytes themselves, in case it is rejected. Immutable; the bytes must not be changed.
 */
public final class EntryIdentity {

    private final long high;
    private final long low;
    private final long content;
    private final byte[] text;
    private final int from;
    private final int to;

    /**
     * @param high the upper half of the hash
     * @param low its lower half
     * @param content 64 bits of a hash of the entry's bytes
     * @param text where the entry stands
     * @param from where it begins there
     * @param to where it ends
     */
    public EntryIdentity(long high, long low, long content, byte[] text, int from, int to) {
        this.high = high;
        this.low = low;
        this.content = content;
        this.text = Objects.requireNonNull(text);
        this.from = from;
        this.to = to;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** 64 bits of a hash of the bytes, as the same id may come with other bytes. */
    public long content() {
        return content;
    }

    /** How many bytes it keeps in memory. */
    int keptBytes() {
        return text.length;
    }

    /** The entry's bytes. */
    public byte[] bytes() {
        return from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
    }
}
