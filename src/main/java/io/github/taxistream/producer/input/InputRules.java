package io.github.taxistream.producer.input;

import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.trip.Instants;

/** How files are turned into records, and how the job will read them. Immutable. */
public final class InputRules {

    private final JsonFormat format;
    private final PlainReading reading;

    public InputRules(JsonFormat format, PlainReading reading) {
        this.format = format;
        this.reading = reading;
    }

    /** How the job will read records. */
    PlainReading reading() {
        return reading;
    }

    /** The meaning of a time that names its zone, or counts from 1970. */
    Instants instants() {
        return reading.instants();
    }

    /** A writer for one file. */
    RecordWriter writer() {
        return new RecordWriter(format, reading);
    }
}
