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

    /** Hashes the bytes between these positions. */
    void hash(byte[] text, int from, int to) {
        first = 0;
        second = 0;
        int at = from;
        for (; to - at >= 16; at += 16) {
            first = Long.rotateLeft(first ^ mixFirst(EightBytes.at(text, at)), 27) + second;
            first = first * 5 + 0x52dce729;
            second = Long.rotateLeft(second ^ mixSecond(EightBytes.at(text, at + 8)), 31) + first;
            second = second * 5 + 0x38495ab5;
        }
        first ^= mixFirst(tail(text, at, Math.min(to, at + 8)));
        second ^= mixSecond(tail(text, at + 8, to));
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
        long bits = 0;
        for (int i = to - 1; i >= from; i--) {
            bits = (bits << 8) | (text[i] & 0xFF);
        }
        return bits;
    }
}
