package io.github.taxistream.bench;

import io.github.taxistream.trip.Trip;

/** What a library has read of a record so far; 0 for what is missing. */
final class TripFields {

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

    /** The seconds since 1970 of a time like {@code 2024-01-31 23:59:59}, which is not checked. */
    static long seconds(char[] text, int from) {
        int year = twoDigits(text, from) * 100 + twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        // Years from March, so that the leap day is the last.
        int marchYear = month > 2 ? year : year - 1;
        long days =
                marchYear * 365L
                        + marchYear / 4
                        - marchYear / 100
                        + marchYear / 400
                        + (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
                        + twoDigits(text, from + 8)
                        - 719_469;
        return ((days * 24 + twoDigits(text, from + 11)) * 60 + twoDigits(text, from + 14)) * 60
                + twoDigits(text, from + 17);
    }

    private static int twoDigits(char[] text, int at) {
        return text[at] * 10 + text[at + 1] - '0' * 11;
    }
}
