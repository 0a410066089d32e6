package io.github.taxistream.producer.record;

import io.github.taxistream.ledger.reading.NullWords;
import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes records from values: writes the JSON, and keeps the trip that the job will read in it.
 *
 * <p>Typed values are taken as they are; if a value that counts is a text, the finished record is
 * read by the plain reading. Not for use by several threads at once.
 */
public final class RecordWriter {

    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** An arrival so late that no pickup is in its future: that is checked when sending. */
    private static final long LATE_ARRIVAL = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private final TripJson json;
    private final TripValues values = new TripValues();
    private final PlainReading reading;
    private boolean typed;
    private long lastEventMillis = OutgoingRecord.NO_TIME;

    /**
     * @param reading reads what is written as the job will
     */
    public RecordWriter(JsonFormat format, PlainReading reading) {
        this.json = new TripJson(format);
        this.reading = reading;
    }

    /** Begins a record. */
    public void begin() {
        json.begin();
        values.clear();
        typed = true;
    }

    /** A value that is missing. */
    public void missing(Member member) {
        if (!member.isAgain()) {
            json.missing(member.bytes());
        }
    }

    /** A whole number. */
    public void whole(Member member, long value) {
        json.whole(member.bytes(), value);
        if (member.column() != null) {
            values.whole(member.column(), value);
        }
    }

    /** A number of hundredths. */
    public void hundredths(Member member, long value) {
        json.hundredths(member.bytes(), value);
        if (member.column() != null) {
            values.hundredths(member.column(), value);
        }
    }

    /** A double, by its shortest text; NaN and infinity count as missing. */
    public void number(Member member, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            missing(member);
            return;
        }
        long hundredths = TripValues.hundredthsOf(value);
        if (hundredths == TripValues.NOT_HUNDREDTHS) {
            decimal(member, Double.toString(value));
        } else if (member.isWhole() && hundredths % 100 == 0) {
            whole(member, hundredths / 100);
        } else if (member.isWhole()) {
            decimal(member, Double.toString(value));
        } else {
            hundredths(member, hundredths);
        }
    }

    /** A number by its text, which has to be one in JSON's own grammar. */
    public void decimal(Member member, String text) {
        json.number(member.bytes(), text);
        if (member.column() != null) {
            values.number(member.column(), text);
        }
    }

    /** A wall-clock time, in seconds since 1970. */
    public void time(Member member, long seconds) {
        json.time(member.bytes(), seconds);
        if (member.column() != null) {
            values.time(member.column(), seconds);
        }
    }

    /** A text from a file without types: a number where it looks like one and may be one. */
    public void untyped(Member member, String text) {
        if (text.isEmpty() || isNothingAgain(member, text)) {
            missing(member);
            return;
        }
        typed = false;
        if (member.mayBeNumber() && JSON_NUMBER.matcher(text).matches()) {
            json.number(member.bytes(), text);
        } else {
            json.text(member.bytes(), text);
        }
        if (member.column() == TripColumn.VENDOR && text.length() == 1) {
            values.whole(TripColumn.VENDOR, text.charAt(0) - '0');
        }
    }

    /** Whether it would take the place of another column's value, and says that there is none. */
    private static boolean isNothingAgain(Member member, String text) {
        return member.isAgain() && (text.isBlank() || NullWords.has(text.trim()));
    }

    /** A text that stays a text. */
    public void text(Member member, String text) {
        if (isNothingAgain(member, text)) {
            return;
        }
        if (member.column() != null && member.column() != TripColumn.STORE_AND_FORWARD) {
            typed = false;
        }
        json.text(member.bytes(), text);
    }

    /** A boolean, in a column that the job does not read. */
    public void truth(Member member, boolean value) {
        json.number(member.bytes(), Boolean.toString(value));
    }

    /** Ends the record. */
    public OutgoingRecord end() {
        byte[] payload = json.end();
        return record(payload, typed ? values.trip() : firstTrip(entries(payload)));
    }

    /** A record that is sent as it is. */
    public OutgoingRecord asItIs(byte[] payload) {
        values.clear();
        List<PlainEntry> entries = entries(payload);
        OutgoingRecord record = record(payload, firstTrip(entries));
        return entries.size() > 1 ? record.withSeveralEntries() : record;
    }

    private OutgoingRecord record(byte[] payload, Trip trip) {
        if (trip != null) {
            lastEventMillis = trip.pickupMillis() + trip.get(Measure.DURATION) * 1000;
        }
        return new OutgoingRecord(payload, trip, values.vendorId(), lastEventMillis);
    }

    private List<PlainEntry> entries(byte[] payload) {
        return reading.entries(payload, LATE_ARRIVAL);
    }

    private static Trip firstTrip(List<PlainEntry> entries) {
        return entries.stream().flatMap(entry -> entry.trip().stream()).findFirst().orElse(null);
    }
}
