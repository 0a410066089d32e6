package io.github.taxistream.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one invocation makes of its records: totals by zone and hour, what could not be read, and
 * counts.
 */
final class Batch {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<ZoneHourKey, ZoneHourTotals> totals = new HashMap<>();
    private final List<TripEnvelope> rejected = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private String first = "";
    private String last = "";
    private int records;
    private int trips;
    private int countedBefore;

    /** Adds the entries of a record, all or none. */
    void add(String sequenceNumber, List<TripEnvelope> entries) {
        first = first.isEmpty() ? sequenceNumber : first;
        last = sequenceNumber;
        records++;
        for (TripEnvelope entry : entries) {
            if (entry.isTrip()) {
                trips++;
                totals.merge(
                        ZoneHourKey.of(entry.trip()),
                        ZoneHourTotals.of(entry.trip()),
                        ZoneHourTotals::plus);
            } else {
                rejected.add(entry);
                reasons.merge(entry.rejection().reason().id(), 1, Integer::sum);
            }
        }
    }

    /** Takes note of a record that the window's totals have already. */
    void pass() {
        countedBefore++;
    }

    boolean isEmpty() {
        return records == 0;
    }

    String firstSequenceNumber() {
        return first;
    }

    String lastSequenceNumber() {
        return last;
    }

    Map<ZoneHourKey, ZoneHourTotals> totals() {
        return totals;
    }

    /** In the order of the records. */
    List<TripEnvelope> rejected() {
        return rejected;
    }

    /** The counts as a line of JSON, for the log. */
    String counts(Place place) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("shard", place.shardId());
            json.writeStringField("window", place.windowStart());
            json.writeNumberField("records", records);
            json.writeNumberField("trips", trips);
            json.writeNumberField("rejected", rejected.size());
            for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
                json.writeNumberField("rejected_" + reason.getKey(), reason.getValue());
            }
            json.writeNumberField("counted_before", countedBefore);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written to memory", e);
        }
        return line.toString();
    }
}
