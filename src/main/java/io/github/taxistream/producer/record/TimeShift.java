package io.github.taxistream.producer.record;

import io.github.taxistream.trip.Trip;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;

/** Moves a trip to other days by writing other dates into its record. */
public final class TimeShift {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int DATE_LENGTH = 10;
    private static final byte[][] TIMES = {
        "pep_pickup_datetime\":\"".getBytes(StandardCharsets.US_ASCII),
        "pep_dropoff_datetime\":\"".getBytes(StandardCharsets.US_ASCII)
    };

    private TimeShift() {}

    /** The same trip so many days later; a record without a trip stays as it is. */
    public static OutgoingRecord byDays(OutgoingRecord record, long days) {
        Trip trip = record.trip().orElse(null);
        if (trip == null) {
            return record;
        }
        byte[] payload = record.payload().clone();
        for (byte[] name : TIMES) {
            int at = indexAfter(payload, name);
            if (at >= 0) {
                shiftDate(payload, at, days);
            }
        }
        return record.as(payload, trip.pickedUpAt(trip.pickupMillis() + days * DAY_MILLIS));
    }

    private static int indexAfter(byte[] payload, byte[] name) {
        for (int at = 0; at + name.length <= payload.length; at++) {
            int matching = 0;
            while (matching < name.length && payload[at + matching] == name[matching]) {
                matching++;
            }
            if (matching == name.length) {
                return at + name.length;
            }
        }
        return -1;
    }

    private static void shiftDate(byte[] payload, int from, long days) {
        int at = from;
        while (at < payload.length && payload[at] == ' ') {
            at++;
        }
        if (at + DATE_LENGTH > payload.length) {
            return;
        }
        try {
            String date = new String(payload, at, DATE_LENGTH, StandardCharsets.US_ASCII);
            byte[] shifted =
                    LocalDate.parse(date)
                            .plusDays(days)
                            .toString()
                            .getBytes(StandardCharsets.US_ASCII);
            if (shifted.length == DATE_LENGTH) {
                System.arraycopy(shifted, 0, payload, at, DATE_LENGTH);
            }
        } catch (DateTimeException e) {
            // A drop-off time that is none: the job does not read it either.
        }
    }
}
