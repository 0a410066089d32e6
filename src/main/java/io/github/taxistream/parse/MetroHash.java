package io.github.taxistream.parse;

import io.github.taxistream.parse.value.EightBytes;

/**
 * MetroHash of 128 bits with seed 0: four sums that do not wait for each other.
 *
 * <p>Source: J. Andrew Rogers, MetroHash128. Not for use by several threads at once.
 */
final class MetroHash {

    private static final long K0 = 0xC83A91E1L;
    private static final long K1 = 0x8648DBDBL;
    private static final long K2 = 0x7BDEC03BL;
    private static final long K3 = 0x2F5870A5L;

    private static final int BLOCK = 32;

    private long first;
    private long second;

    /** Hashes the bytes between these places. */
    void hash(byte[] text, int from, int to) {
        first = -K0 * K3;
        second = K1 * K2;
        int blocks = (to - from) & -BLOCK;
        if (blocks > 0) {
            addBlocks(text, from, from + blocks);
        }
        addRest(text, from + blocks, to);
        first += Long.rotateRight(first * K0 + second, 13);
        second += Long.rotateRight(second * K1 + first, 37);
        first += Long.rotateRight(first * K2 + second, 13);
        second += Long.rotateRight(second * K3 + first, 37);
    }

    /** The first 64 bits of the last hash. */
    long first() {
        return first;
    }

    /** Its other 64 bits. */
    long second() {
        return second;
    }

    private void addBlocks(byte[] text, int from, int to) {
        // Not in fields: the loop would write them with each step.
        long v0 = first;
        long v1 = second;
        long v2 = K0 * K2;
        long v3 = -K1 * K3;
        for (int at = from; at < to; at += BLOCK) {
            v0 = Long.rotateRight(v0 + EightBytes.at(text, at) * K0, 29) + v2;
            v1 = Long.rotateRight(v1 + EightBytes.at(text, at + 8) * K1, 29) + v3;
            v2 = Long.rotateRight(v2 + EightBytes.at(text, at + 16) * K2, 29) + v0;
            v3 = Long.rotateRight(v3 + EightBytes.at(text, at + 24) * K3, 29) + v1;
        }
        v2 ^= Long.rotateRight((v0 + v3) * K0 + v1, 21) * K1;
        v3 ^= Long.rotateRight((v1 + v2) * K1 + v0, 21) * K0;
        first = v0 ^ (Long.rotateRight((v0 + v2) * K0 + v3, 21) * K1);
        second = v1 ^ (Long.rotateRight((v1 + v3) * K1 + v2, 21) * K0);
    }

    /** Adds fewer bytes than a block has. */
    private void addRest(byte[] text, int from, int to) {
        int at = from;
        if (to - at >= 16) {
            first = mixed(first, EightBytes.at(text, at));
            second = mixed(second, EightBytes.at(text, at + 8));
            first ^= Long.rotateRight(first * K2 + second, 45) * K1;
            second ^= Long.rotateRight(second * K3 + first, 45) * K0;
            at += 16;
        }
        if (to - at >= 8) {
            addToFirst(EightBytes.at(text, at), 27);
            at += 8;
        }
        if (to - at >= 4) {
            addToSecond(number(text, at, 4), 46);
            at += 4;
        }
        if (to - at >= 2) {
            addToFirst(number(text, at, 2), 22);
            at += 2;
        }
        if (to > at) {
            addToSecond(number(text, at, 1), 58);
        }
    }

    private void addToFirst(long bits, int turn) {
        first = mixed(first, bits);
        first ^= Long.rotateRight(first * K2 + second, turn) * K1;
    }

    private void addToSecond(long bits, int turn) {
        second = mixed(second, bits);
        second ^= Long.rotateRight(second * K3 + first, turn) * K0;
    }

    private static long mixed(long sum, long bits) {
        return Long.rotateRight(sum + bits * K2, 33) * K3;
    }

    /** Some bytes as a number, the first as the lowest. */
    private static long number(byte[] text, int from, int count) {
        long bits = 0;
        for (int i = count - 1; i >= 0; i--) {
            bits = (bits << 8) | (text[from + i] & 0xFF);
        }
        return bits;
    }
}
