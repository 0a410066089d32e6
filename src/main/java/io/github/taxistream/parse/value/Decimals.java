package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import io.github.taxistream.trip.TripRules;

/**
 * Reads decimal numbers into longs, exactly, without a double or a BigDecimal in between.
 *
 * <p>Accepts JSON's numbers, and also a plus sign, a leading or trailing point, and whitespace
 * around the number, as values often come as strings.
 */
public final class Decimals {

    /** As many digits as always fit a long. */
    private static final int MAX_DIGITS = 18;

    private static final long EXPONENT_BOUND = 1_000_000_000L;

    private Decimals() {}

    /**
     * The number times ten to the scale, rounded half away from zero.
     *
     * @return {@link Unreadable#UNREADABLE} if the text is no number or the number is a billion or
     *     more
     */
    public static long rounded(byte[] text, int offset, int length, int scale) {
        return read(text, offset, length, scale, false);
    }

    /**
     * The number, which has to be whole: {@code 249}, {@code 249.0} and {@code 2.49e2} are.
     *
     * @return {@link Unreadable#UNREADABLE} if the text is not a whole number, or is a billion or
     *     more
     */
    public static long whole(byte[] text, int offset, int length) {
        return read(text, offset, length, 0, true);
    }

    private static long read(byte[] text, int offset, int length, int scale, boolean exact) {
        int at = offset;
        int end = offset + length;
        while (at < end && isWhitespace(text[at])) {
            at++;
        }
        while (end > at && isWhitespace(text[end - 1])) {
            end--;
        }
        boolean negative = false;
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        int endOfDigits = endOfDigits(text, at, end);
        long exponent = endOfDigits == end ? 0 : exponent(text, endOfDigits, end);
        if (endOfDigits == at || exponent == UNREADABLE) {
            return UNREADABLE;
        }
        long magnitude = magnitude(text, at, endOfDigits, exponent + scale, exact);
        if (magnitude == UNREADABLE || magnitude >= TripRules.BOUND * powerOfTen(scale)) {
            return UNREADABLE;
        }
        return negative ? -magnitude : magnitude;
    }

    /** The end of the digits, with at most one point among them; the start if there is no digit. */
    private static int endOfDigits(byte[] text, int from, int end) {
        boolean seenDigit = false;
        boolean seenPoint = false;
        int at = from;
        for (; at < end; at++) {
            if (isDigit(text[at])) {
                seenDigit = true;
            } else if (text[at] == '.' && !seenPoint) {
                seenPoint = true;
            } else {
                break;
            }
        }
        return seenDigit ? at : from;
    }

    /** The digits, with a point among them or none, times ten to the power. */
    private static long magnitude(byte[] text, int from, int end, long power, boolean exact) {
        // Beyond the 18th digit it only matters whether one is not zero.
        long digits = 0;
        int kept = 0;
        long shift = power;
        boolean droppedAny = false;
        boolean seenPoint = false;
        for (int at = from; at < end; at++) {
            byte c = text[at];
            if (c == '.') {
                seenPoint = true;
            } else if (kept < MAX_DIGITS) {
                digits = digits * 10 + (c - '0');
                kept += digits == 0 ? 0 : 1;
                shift -= seenPoint ? 1 : 0;
            } else {
                droppedAny |= c != '0';
                shift += seenPoint ? 0 : 1;
            }
        }
        return scaled(digits, shift, droppedAny, exact);
    }

    /**
     * {@code digits * 10^power}, or UNREADABLE if it is too large or has to be exact and is not.
     */
    private static long scaled(long digits, long power, boolean droppedAny, boolean exact) {
        if (digits == 0) {
            return 0;
        }
        long result = digits;
        boolean lost = droppedAny;
        long shift = power;
        for (; shift > 0; shift--) {
            if (result > Long.MAX_VALUE / 10) {
                return UNREADABLE;
            }
            result *= 10;
        }
        // Rounding half up only needs the first digit that is cut off.
        boolean roundUp = false;
        for (; shift < 0 && (result != 0 || roundUp); shift++) {
            lost |= result % 10 != 0 || roundUp;
            roundUp = result % 10 >= 5;
            result /= 10;
        }
        if (exact && lost) {
            return UNREADABLE;
        }
        return roundUp ? result + 1 : result;
    }

    private static long exponent(byte[] text, int from, int end) {
        if (text[from] != 'e' && text[from] != 'E') {
            return UNREADABLE;
        }
        int at = from + 1;
        boolean negative = false;
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        if (at == end) {
            return UNREADABLE;
        }
        long exponent = 0;
        for (; at < end; at++) {
            if (!isDigit(text[at])) {
                return UNREADABLE;
            }
            exponent = Math.min(EXPONENT_BOUND, exponent * 10 + (text[at] - '0'));
        }
        return negative ? -exponent : exponent;
    }

    private static long powerOfTen(int scale) {
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        return power;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is whitespace around a value; a value of nothing but whitespace is missing. */
    public static boolean isWhitespace(byte c) {
        return c >= 0 && c <= ' ';
    }
}
