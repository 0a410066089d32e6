package io.github.taxistream.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taxistream.sink.RejectedLine;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import io.github.taxistream.trip.Zones;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a window's totals and what could not be read, as lines of JSON in folders by the day of
 * arrival.
 *
 * <p>An object's name follows from the records that are in it. A failed invocation is tried again
 * with the same records, or with the first of them, and so overwrites what it has written.
 */
final class LambdaOutput {

    private static final JsonFactory JSON = new JsonFactory();

    private final ObjectStore store;
    private final String folder;

    /**
     * @param folder where in the store, without a slash at its end
     */
    LambdaOutput(ObjectStore store, String folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Writes the totals of a window, or of a part of it; nothing if there are none. */
    void writeTotals(Place place, WindowState state) {
        if (state.name().isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Map.Entry<ZoneHourKey, ZoneHourTotals> row : state.totals().entrySet()) {
            writeRow(place, row.getKey(), row.getValue(), lines);
        }
        String day = place.windowStart().substring(0, "2024-01-31".length());
        put("zone_hourly", day, place.shardId() + "-" + state.name().get(), lines);
    }

    /** Writes rejected entries, an object for each day on which they came. */
    void writeRejected(Place place, List<TripEnvelope> rejected) {
        Map<String, List<TripEnvelope>> days = new TreeMap<>();
        for (TripEnvelope entry : rejected) {
            String day = Instant.ofEpochMilli(entry.arrivalMillis()).toString().substring(0, 10);
            days.computeIfAbsent(day, any -> new ArrayList<>()).add(entry);
        }
        days.forEach(
                (day, entries) -> {
                    ByteArrayOutputStream lines = new ByteArrayOutputStream();
                    for (TripEnvelope entry : entries) {
                        writeRejected(entry, lines);
                    }
                    String first = entries.get(0).rejection().sequenceNumber();
                    put("rejected", day, place.shardId() + "-" + first, lines);
                });
    }

    private void put(String table, String day, String name, ByteArrayOutputStream lines) {
        store.put(
                String.format("%s/%s/arrival_date=%s/%s.jsonl", folder, table, day, name),
                lines.toByteArray());
    }

    private static void writeRejected(TripEnvelope entry, ByteArrayOutputStream lines) {
        try {
            RejectedLine.write(entry, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("a line cannot be written to memory", e);
        }
    }

    private static void writeRow(
            Place place, ZoneHourKey key, ZoneHourTotals totals, ByteArrayOutputStream lines) {
        try (JsonGenerator json = JSON.createGenerator(lines)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("window_start", place.windowStart());
            // As Athena reads a timestamp.
            json.writeStringField("hour_start", wallClock(key.hourStartMillis()));
            json.writeNumberField("zone_id", key.zoneId());
            json.writeStringField("borough", Zones.borough(key.zoneId()));
            json.writeStringField("zone", Zones.name(key.zoneId()));
            for (Measure measure : Measure.ALL) {
                json.writeFieldName(measure.column());
                json.writeNumber(measure.decimal(totals.get(measure)));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a line cannot be written to memory", e);
        }
        lines.write('\n');
    }

    private static String wallClock(long millis) {
        return Instant.ofEpochMilli(millis).toString().replace('T', ' ').replace("Z", "");
    }
}
