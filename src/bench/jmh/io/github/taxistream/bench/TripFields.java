package io.github.taxistream.bench;

import io.github.taxistream.trip.Trip;

/** What a library has read of a record so far; 0 for what is missing. */
final class TripFields {

    private static final int MAX_PLAIN_LENGTH = 15;

    long pickupSeconds;
    long dropoffSeconds;
    int zone;
    long passengers;
    long distance;
    long fare;
    long tip;
    long tolls;
    long total;

    void clear() {
        pickupSeconds = 0;
        dropoffSeconds = 0;
        zone = 0;
        passengers = 0;
        distance = 0;
        fare = 0;
        tip = 0;
        tolls = 0;
        total = 0;
    }

    Trip trip() {
        return new Trip(
                zone,
                pickupSeconds * 1000,
                passengers,
                Math.max(0, dropoffSeconds - pickupSeconds),
                distance,
                fare,
                tip,
                tolls,
                total);
    }

    /** Right for numbers of two decimals, which is all that the TLC writes for amounts. */
    static long hundredths(double number) {
        return Math.round(number * 100);
    }

    /** The same of a number as it is written, without a double in between where that is easy. */
    static long hundredths(char[] text, int from, int length) {
        int end = from + length;
        boolean isNegative = text[from] == '-';
        long digits = 0;
        int point = end - 1;
        for (int at = isNegative ? from + 1 : from; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (text[at] == '.') {
                point = at;
            } else {
                return hundredths(Double.parseDouble(new String(text, from, length)));
            }
        }
        int decimals = end - 1 - point;
        if (decimals > 2 || length > MAX_PLAIN_LENGTH) {
            return hundredths(Double.parseDouble(new String(text, from, length)));
        }
        long hundredths = decimals == 2 ? digits : digits * (decimals == 1 ? 10 : 100);
        return isNegative ? -hundredths : hundredths;
    }
}
