package io.github.taxistream.ledger.manifest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * 128 bits that stand for an entry's bytes: the first half of their SHA-256, whitespace at either
 * end left out. Immutable.
 */
public final class PayloadHash {

    private final long high;
    private final long low;

    PayloadHash(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** The hash of an entry's bytes. */
    public static PayloadHash of(byte[] payload) {
        int from = 0;
        int end = payload.length;
        while (from < end && isWhitespace(payload[from])) {
            from++;
        }
        while (end > from && isWhitespace(payload[end - 1])) {
            end--;
        }
        MessageDigest sha = sha256();
        sha.update(payload, from, end - from);
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        return new PayloadHash(digest.getLong(), digest.getLong());
    }

    /**
     * The hash of a text that {@link #toString} has made.
     *
     * @throws IllegalArgumentException if the text is no such
     */
    public static PayloadHash parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("a hash has 32 digits, unlike " + text);
        }
        return new PayloadHash(
                Long.parseUnsignedLong(text.substring(0, 16), 16),
                Long.parseUnsignedLong(text.substring(16), 16));
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PayloadHash
                && ((PayloadHash) other).high == high
                && ((PayloadHash) other).low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
