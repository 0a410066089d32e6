package io.github.taxistream.bench;

import java.io.IOException;

/** Times of the TLC from the characters that a library has decoded, checked as ours are. */
final class ClockTime {

    private static final int LENGTH = "2024-01-31 23:59:59".length();

    private ClockTime() {}

    /**
     * The seconds since 1970 of a time like {@code 2024-01-31 23:59:59}.
     *
     * @throws IOException if it is not such a time
     */
    static long seconds(char[] text, int from, int length) throws IOException {
        int century = twoDigits(text, from);
        int yearOfCentury = twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        int second = twoDigits(text, from + 17);
        boolean isTime =
                length == LENGTH
                        && (century | yearOfCentury | month | day | hour | minute | second) >= 0
                        && text[from + 4] == '-'
                        && text[from + 7] == '-'
                        && (text[from + 10] == ' ' || text[from + 10] == 'T')
                        && text[from + 13] == ':'
                        && text[from + 16] == ':'
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= 31
                        && hour <= 23
                        && minute <= 59
                        && second <= 59;
        if (!isTime) {
            throw new IOException("not a time");
        }
        long days = days(century * 100 + yearOfCentury, month, day);
        return ((days * 24 + hour) * 60 + minute) * 60 + second;
    }

    /** Days since 1970, by years from March, so that the leap day is the last. */
    private static long days(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        return marchYear * 365L
                + marchYear / 4
                - marchYear / 100
                + marchYear / 400
                + (153 * marchMonth + 2) / 5
                + day
                - 719_469;
    }

    private static int twoDigits(char[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
