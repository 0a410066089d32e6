package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

/**
 * Reads times like {@code 1/31/2024 11:59:59 PM}, as NYC Open Data exports them.
 *
 * <p>Seconds may be left out, and a fraction of them is cut off. AM or PM has to be there: without
 * it, nothing distinguishes this order of month and day from the one that the rest of the world
 * uses.
 */
final class TwelveHourTime {

    private final byte[] text;
    private final int end;
    private int at;

    private TwelveHourTime(byte[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /**
     * The time in whole seconds since 1970, as if it were UTC.
     *
     * @return {@link Unreadable#UNREADABLE} if the text is no such time
     */
    static long seconds(byte[] text, int from, int end) {
        return new TwelveHourTime(text, from, end).read();
    }

    private long read() {
        int month = number(2);
        boolean isDate = pass('/');
        int day = number(2);
        isDate &= pass('/');
        int yearAt = at;
        int year = number(4);
        isDate &= at - yearAt == 4;
        pass(',');
        int hour = passSpaces() ? number(2) : -1;
        boolean isClock = pass(':');
        int minute = number(2);
        int second = 0;
        if (pass(':')) {
            second = number(2);
            at = WallClock.endOfFraction(text, at, end);
        }
        int half = half();
        return isDate && isClock && half >= 0 && hour >= 1 && hour <= 12
                ? WallClock.seconds(year, month, day, hour % 12 + half * 12, minute, second)
                : UNREADABLE;
    }

    /** 0 for AM, 1 for PM, with which the text has to end; else -1. */
    private int half() {
        passSpaces();
        if (end - at != 2 || (text[at + 1] | 0x20) != 'm') {
            return -1;
        }
        int letter = text[at] | 0x20;
        return letter == 'a' ? 0 : letter == 'p' ? 1 : -1;
    }

    /** The number here, of as many digits at most; -1 if there is no digit. */
    private int number(int maxDigits) {
        int number = -1;
        for (int digits = 0; digits < maxDigits && at < end; digits++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = Math.max(number, 0) * 10 + digit;
            at++;
        }
        return number;
    }

    private boolean pass(char expected) {
        boolean isThere = at < end && text[at] == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    /** Whether there was at least one. Newer Java writes U+202F before AM and PM. */
    private boolean passSpaces() {
        int start = at;
        while (at < end) {
            if (text[at] == ' ') {
                at++;
            } else if (startsWith(0xC2, 0xA0)) {
                at += 2;
            } else if (startsWith(0xE2, 0x80) && at + 2 < end && text[at + 2] == (byte) 0xAF) {
                at += 3;
            } else {
                break;
            }
        }
        return at > start;
    }

    private boolean startsWith(int first, int second) {
        return at + 1 < end && text[at] == (byte) first && text[at + 1] == (byte) second;
    }
}
