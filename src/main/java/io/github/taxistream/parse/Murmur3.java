package io.github.taxistream.parse;

import io.github.taxistream.parse.value.EightBytes;

/**
 * MurmurHash3 of 128 bits, the variant for 64-bit machines, with seed 0.
 *
 * <p>Source: Austin Appleby, MurmurHash3_x64_128 in smhasher, public domain. Not for use by several
 * threads at once.
 */
final class Murmur3 {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long first;
    private long second;

    /** Hashes the bytes between these places. */
    void hash(byte[] text, int from, int to) {
        // Not in the fields: the loop would write them with each step.
        long one = 0;
        long two = 0;
        int at = from;
        for (; to - at >= 16; at += 16) {
            one = Long.rotateLeft(one ^ mixFirst(EightBytes.at(text, at)), 27) + two;
            one = one * 5 + 0x52dce729;
            two = Long.rotateLeft(two ^ mixSecond(EightBytes.at(text, at + 8)), 31) + one;
            two = two * 5 + 0x38495ab5;
        }
        first = one ^ mixFirst(tail(text, at, Math.min(to, at + 8)));
        second = two ^ mixSecond(tail(text, at + 8, to));
        finish(to - from);
    }

    /** The first 64 bits of the last hash. */
    long first() {
        return first;
    }

    /** Its other 64 bits. */
    long second() {
        return second;
    }

    private void finish(int length) {
        first ^= length;
        second ^= length;
        first += second;
        second += first;
        first = spread(first);
        second = spread(second);
        first += second;
        second += first;
    }

    private static long mixFirst(long bits) {
        return Long.rotateLeft(bits * C1, 31) * C2;
    }

    private static long mixSecond(long bits) {
        return Long.rotateLeft(bits * C2, 33) * C1;
    }

    private static long spread(long bits) {
        long spread = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        spread = (spread ^ (spread >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return spread ^ (spread >>> 33);
    }

    /** Up to eight bytes, the first as the lowest. */
    private static long tail(byte[] text, int from, int to) {
        if (to >= 8) {
            // Eight bytes that end there, without those that stand before.
            return from < to ? EightBytes.at(text, to - 8) >>> (8 * (8 - (to - from))) : 0;
        }
        long bits = 0;
        for (int i = to - 1; i >= from; i--) {
            bits = (bits << 8) | (text[i] & 0xFF);
        }
        return bits;
    }
}
