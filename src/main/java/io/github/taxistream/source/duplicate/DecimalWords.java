package io.github.taxistream.source.duplicate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a long decimal number, like a sequence number, into words of 64 bits. BigInteger does the
 * same, but takes longer for it than all the rest of a trip does.
 */
final class DecimalWords {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int DIGITS = 16;
    private static final long TEN_TO_THE_8 = 100_000_000;
    private static final long TEN_TO_THE_16 = TEN_TO_THE_8 * TEN_TO_THE_8;

    private DecimalWords() {}

    /**
     * Puts the number into three words, the lowest first; 0 if the text is none. What is beyond 192
     * bits is lost.
     */
    static void put(String number, long[] words, int at) {
        byte[] text = number.getBytes(StandardCharsets.ISO_8859_1);
        int from = text.length % DIGITS;
        long first = shortNumber(text, from);
        long second = 0;
        long third = 0;
        boolean isNumber = first >= 0;
        for (; from < text.length; from += DIGITS) {
            long upper = eightDigits(text, from);
            long lower = eightDigits(text, from + 8);
            isNumber &= (upper | lower) >= 0;
            // The three words times 10^16, plus the new digits.
            long sum = first * TEN_TO_THE_16;
            long carry = high(first);
            first = sum + upper * TEN_TO_THE_8 + lower;
            carry += Long.compareUnsigned(first, sum) < 0 ? 1 : 0;
            sum = second * TEN_TO_THE_16;
            third = third * TEN_TO_THE_16 + high(second);
            second = sum + carry;
            third += Long.compareUnsigned(second, sum) < 0 ? 1 : 0;
        }
        words[at] = isNumber ? first : 0;
        words[at + 1] = isNumber ? second : 0;
        words[at + 2] = isNumber ? third : 0;
    }

    /** The upper 64 bits of an unsigned word times 10^16. */
    private static long high(long word) {
        return Math.multiplyHigh(word, TEN_TO_THE_16) + (word < 0 ? TEN_TO_THE_16 : 0);
    }

    /** The number that the first digits are, less than 16 of them, or -1. */
    private static long shortNumber(byte[] text, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * The number that these eight digits are, or -1: pairs are put together, and pairs of pairs.
     */
    private static long eightDigits(byte[] text, int from) {
        long digits = (long) EIGHT_BYTES.get(text, from) ^ 0x3030303030303030L;
        if ((((digits + 0x7676767676767676L) | digits) & 0x8080808080808080L) != 0) {
            return -1;
        }
        long hundreds = ((digits * (1 + (10 << 8))) >>> 8) & 0x00FF00FF00FF00FFL;
        long myriads = ((hundreds * (1 + (100 << 16))) >>> 16) & 0x0000FFFF0000FFFFL;
        return (myriads * (1 + (10_000L << 32))) >>> 32;
    }
}
