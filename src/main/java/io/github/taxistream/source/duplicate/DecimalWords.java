package io.github.taxistream.source.duplicate;

/**
 * Reads a long decimal number, like a sequence number, into words of 64 bits. BigInteger does the
 * same, but takes longer for it than all the rest of a trip does.
 */
final class DecimalWords {

    /** So many digits always fit a long. */
    private static final int DIGITS = 18;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private DecimalWords() {}

    /**
     * Puts the number into three words, the lowest first; 0 if the text is none. What is beyond 192
     * bits is lost.
     */
    static void put(String number, long[] words, int at) {
        words[at] = 0;
        words[at + 1] = 0;
        words[at + 2] = 0;
        for (int from = 0; from < number.length(); from += DIGITS) {
            int to = Math.min(number.length(), from + DIGITS);
            long digits = digits(number, from, to);
            if (digits < 0) {
                words[at] = 0;
                words[at + 1] = 0;
                words[at + 2] = 0;
                return;
            }
            multiplyAndAdd(words, at, POWERS_OF_TEN[to - from], digits);
        }
    }

    /** The number that these digits are, or -1. */
    private static long digits(String number, int from, int to) {
        long digits = 0;
        for (int i = from; i < to; i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            digits = digits * 10 + (c - '0');
        }
        return digits;
    }

    private static void multiplyAndAdd(long[] words, int at, long factor, long summand) {
        long carry = summand;
        for (int i = at; i < at + 3; i++) {
            long word = words[i];
            long low = word * factor;
            // As signed numbers; a word with its highest bit set is 2^64 more.
            long high = Math.multiplyHigh(word, factor) + (word < 0 ? factor : 0);
            long sum = low + carry;
            carry = high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            words[i] = sum;
        }
    }

    private static long[] powersOfTen() {
        long[] powers = new long[DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
