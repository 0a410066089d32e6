package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads times that are counted from 1970, in seconds, milliseconds, microseconds or nanoseconds:
 * their size tells which for all times from 2001 to 5138. A fraction is cut off.
 */
final class EpochTime {

    /**
     * Fewer seconds than this are not a time, but a count, an id, or the column beside the time.
     */
    private static final long LEAST = 1_000_000_000L;

    private static final long LEAST_MILLIS = 100_000_000_000L;
    private static final int MAX_LENGTH = 40;

    /** Digits of a long, whatever they are; a number that has more counts nanoseconds. */
    private static final int MAX_DIGITS = 18;

    /** Those of the nanoseconds until 5138; there is no smaller unit. */
    private static final int MOST_DIGITS = 20;

    private EpochTime() {}

    /**
     * The time in whole seconds since 1970 UTC.
     *
     * @return {@link Unreadable#UNREADABLE} if the text is no such number
     */
    static long seconds(byte[] text, int from, int end) {
        long number = whole(text, from, end);
        if (number < LEAST) {
            return UNREADABLE;
        }
        long seconds = number;
        while (seconds >= LEAST_MILLIS) {
            seconds /= 1000;
        }
        return seconds;
    }

    private static long whole(byte[] text, int from, int end) {
        long number = 0;
        int at = from;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            number = at - from < MAX_DIGITS ? number * 10 + (text[at] - '0') : -1;
        }
        return at == end && at > from && number >= 0 ? number : wholeOfDecimal(text, from, end);
    }

    /** With a fraction or an exponent, or very long. */
    private static long wholeOfDecimal(byte[] text, int from, int end) {
        if (end - from > MAX_LENGTH || end == from || text[from] < '0' || text[from] > '9') {
            return UNREADABLE;
        }
        try {
            BigDecimal number =
                    new BigDecimal(new String(text, from, end - from, StandardCharsets.ISO_8859_1));
            long wholeDigits = (long) number.precision() - number.scale();
            // A huge exponent would make a huge number of digits.
            if (wholeDigits > MOST_DIGITS) {
                return UNREADABLE;
            }
            return (wholeDigits > MAX_DIGITS ? number.movePointLeft(9) : number).longValue();
        } catch (NumberFormatException e) {
            return UNREADABLE;
        }
    }
}
