package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

/**
 * Reads the TLC's times, like {@code 2024-01-31 23:59:59}: what a clock shows, without a zone.
 *
 * <p>A {@code T} may stand for the space, and a fraction of a second may follow; it is cut off.
 */
final class WallClock {

    /** Without a fraction. */
    static final int LENGTH = "2024-01-31 23:59:59".length();

    private static final int[] DAYS_BEFORE_MONTH = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
    };

    private WallClock() {}

    /**
     * The time in whole seconds since 1970, as if it were UTC.
     *
     * @return {@link Unreadable#UNREADABLE} if the text is no such time
     */
    static long seconds(byte[] text, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && Decimals.isWhitespace(text[at])) {
            at++;
        }
        while (end > at && Decimals.isWhitespace(text[end - 1])) {
            end--;
        }
        return end - at >= LENGTH && endOfFraction(text, at + LENGTH, end) == end
                ? secondsAt(text, at)
                : UNREADABLE;
    }

    /** The time in the {@link #LENGTH} bytes that begin here; all of them have to be there. */
    static long secondsAt(byte[] text, int at) {
        if (text[at + 4] != '-'
                || text[at + 7] != '-'
                || (text[at + 10] != ' ' && text[at + 10] != 'T')
                || text[at + 13] != ':'
                || text[at + 16] != ':') {
            return UNREADABLE;
        }
        int century = twoDigits(text, at);
        int yearOfCentury = twoDigits(text, at + 2);
        if ((century | yearOfCentury) < 0) {
            return UNREADABLE;
        }
        return seconds(
                century * 100 + yearOfCentury,
                twoDigits(text, at + 5),
                twoDigits(text, at + 8),
                twoDigits(text, at + 11),
                twoDigits(text, at + 14),
                twoDigits(text, at + 17));
    }

    /** Where a fraction of a second that begins here ends; here if there is none. */
    static int endOfFraction(byte[] text, int from, int end) {
        int at = from + 1;
        if (at >= end || text[from] != '.') {
            return from;
        }
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == from + 1 ? from : at;
    }

    /**
     * The time of a date and a clock, in seconds since 1970 as if it were UTC; {@link
     * Unreadable#UNREADABLE} if the calendar has no such date, or the clock no such time.
     */
    static long seconds(int year, int month, int day, int hour, int minute, int second) {
        if (month < 1
                || month > 12
                || day < 1
                || day > daysOfMonth(year, month)
                || (hour | minute | second) < 0
                || hour > 23
                || minute > 59
                || second > 59) {
            return UNREADABLE;
        }
        return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    }

    private static int twoDigits(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static long daysSince1970(int year, int month, int day) {
        long yearsBefore = year - 1L;
        long leapDays =
                Math.floorDiv(yearsBefore, 4)
                        - Math.floorDiv(yearsBefore, 100)
                        + Math.floorDiv(yearsBefore, 400);
        long leapDayOfYear = month > 2 && isLeap(year) ? 1 : 0;
        long daysSinceYear1 =
                yearsBefore * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1] + leapDayOfYear + day;
        return daysSinceYear1 - 719_163;
    }
}
