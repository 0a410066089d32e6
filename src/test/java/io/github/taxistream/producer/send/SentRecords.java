package io.github.taxistream.producer.send;

import io.github.taxistream.producer.generate.GeneratedTrips;
import io.github.taxistream.producer.generate.GeneratorSettings;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Generated records for tests of sending. */
public final class SentRecords {

    private static final long FIRST_HOUR = 473_000;

    private SentRecords() {}

    /** A source of so many trips, and two broken records for each hundred. */
    public static RecordSource source(int trips) {
        return new GeneratedTrips(
                new GeneratorSettings(trips, 42, FIRST_HOUR, 24, 20, 0, 0), JsonFormat.JSON);
    }

    /** Just so many trips, with their positions. */
    public static List<OutgoingRecord> trips(int trips) {
        List<OutgoingRecord> records = new ArrayList<>();
        try (RecordSource source =
                new GeneratedTrips(
                        new GeneratorSettings(trips, 42, FIRST_HOUR, 24, 0, 0, 0),
                        JsonFormat.JSON)) {
            for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
                records.add(r.at(records.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
