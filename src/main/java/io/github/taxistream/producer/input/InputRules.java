package io.github.taxistream.producer.input;

import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.trip.Instants;

/** How files are made into records, and how the job will read these. Immutable. */
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

    /** What a time means that names its zone, or that counts from 1970. */
    Instants instants() {
        return reading.instants();
    }

    /** A writer for one file. */
    RecordWriter writer() {
        return new RecordWriter(format, reading);
    }
}
