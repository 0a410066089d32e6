package io.github.taxistream.parse;

/**
 * Reads the TLC's times, like {@code 2024-01-31 23:59:59}: wall-clock times without a zone.
 *
 * <p>A {@code T} may stand for the blank, and a fraction of a second may follow; it is cut off. A
 * {@code Z} or an offset makes a time unreadable: the TLC writes none, and to guess what is meant
 * would shift hours.
 */
final class WallClock {

    /** What stands for text that is no such time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    /** Without a fraction. */
    static final int LENGTH = "2024-01-31 23:59:59".length();

    private static final int[] DAYS_BEFORE_MONTH = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
    };

    private WallClock() {}

    /**
     * The time in whole seconds since 1970, as if it were UTC.
     *
     * @return {@link #UNREADABLE} if the text is no such time
     */
    static long seconds(byte[] text, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && Decimals.isBlank(text[at])) {
            at++;
        }
        while (end > at && Decimals.isBlank(text[end - 1])) {
            end--;
        }
        if (end - at < LENGTH
                || text[at + 4] != '-'
                || text[at + 7] != '-'
                || (text[at + 10] != ' ' && text[at + 10] != 'T')
                || text[at + 13] != ':'
                || text[at + 16] != ':'
                || !isFraction(text, at + LENGTH, end)) {
            return UNREADABLE;
        }
        int century = twoDigits(text, at);
        int yearOfCentury = twoDigits(text, at + 2);
        int month = twoDigits(text, at + 5);
        int day = twoDigits(text, at + 8);
        int hour = twoDigits(text, at + 11);
        int minute = twoDigits(text, at + 14);
        int second = twoDigits(text, at + 17);
        if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
            return UNREADABLE;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1
                || month > 12
                || day < 1
                || day > daysOfMonth(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return UNREADABLE;
        }
        return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    }

    private static boolean isFraction(byte[] text, int from, int end) {
        if (from == end) {
            return true;
        }
        if (text[from] != '.' || from + 1 == end) {
            return false;
        }
        for (int at = from + 1; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return true;
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
