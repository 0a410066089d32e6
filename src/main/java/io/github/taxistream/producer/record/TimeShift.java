package io.github.taxistream.producer.record;

import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Moves a trip to other days by writing other dates into its record. */
public final class TimeShift {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LATE_ARRIVAL = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
    private static final int DATE_LENGTH = 10;

    /** The ends of the names of the times, and the beginning of their values. */
    private static final byte[][] TIMES = {
        "ickup_datetime\":\"".getBytes(StandardCharsets.US_ASCII),
        "ropoff_datetime\":\"".getBytes(StandardCharsets.US_ASCII),
        "ropOff_datetime\":\"".getBytes(StandardCharsets.US_ASCII)
    };

    private final PlainReading reading;

    /**
     * @param reading reads records as the job will
     */
    public TimeShift(PlainReading reading) {
        this.reading = reading;
    }

    /**
     * The same trip so many days later. A record stays as it is if it is not a single trip, or if a
     * date in it cannot be moved: one beyond the year 9999, or of another form than 2024-01-31.
     */
    public OutgoingRecord byDays(OutgoingRecord record, long days) {
        Trip trip = record.onlyTrip();
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
        List<PlainEntry> entries = reading.entries(payload, LATE_ARRIVAL);
        Trip shifted = entries.get(0).trip().orElse(null);
        boolean isMoved =
                shifted != null
                        && shifted.pickupMillis() == trip.pickupMillis() + days * DAY_MILLIS
                        && shifted.get(Measure.DURATION) == trip.get(Measure.DURATION);
        return isMoved ? record.as(payload, shifted) : record;
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
            // No date: the job reads none either, and what is read of the whole decides.
        }
    }
}
