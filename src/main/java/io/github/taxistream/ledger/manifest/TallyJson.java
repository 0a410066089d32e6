package io.github.taxistream.ledger.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;

/**
 * A tally as members of a manifest. Amounts are whole cents and distances whole hundredths of a
 * mile; hours are New York's wall clock, as in the output.
 */
final class TallyJson {

    private TallyJson() {}

    static void write(JsonGenerator json, Tally tally) throws IOException {
        json.writeNumberField("records", tally.records());
        json.writeNumberField("trips", tally.trips());
        json.writeObjectFieldStart("rejected");
        for (Map.Entry<String, Long> entry : tally.rejected().counts().entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            json.writeNumberField("entries", entry.getValue());
            json.writeStringField("sum", tally.rejected().sum(entry.getKey()).toString());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("plagues");
        for (Map.Entry<Plague, Long> entry : tally.plagues().entrySet()) {
            json.writeNumberField(entry.getKey().id(), entry.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("duplicates");
        json.writeNumberField("trips", tally.duplicateTrips());
        writeHashes(json, "entries", tally.duplicates());
        writeSums(json, tally.duplicateSums());
        json.writeEndObject();
        writeHashes(json, "perhaps_twice", tally.perhapsTwice());
        writeSums(json, tally.sums());
    }

    private static void writeHashes(JsonGenerator json, String name, Map<PayloadHash, Long> hashes)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<PayloadHash, Long> entry : hashes.entrySet()) {
            json.writeNumberField(entry.getKey().toString(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeSums(JsonGenerator json, Sums sums) throws IOException {
        json.writeArrayFieldStart("zone_hours");
        for (Map.Entry<ZoneHourKey, ZoneHourTotals> entry : sums.totals().entrySet()) {
            json.writeRaw('\n');
            String hour = Instant.ofEpochMilli(entry.getKey().hourStartMillis()).toString();
            json.writeStartObject();
            json.writeStringField("hour_start", hour.substring(0, hour.length() - 1));
            json.writeNumberField("zone_id", entry.getKey().zoneId());
            for (Measure measure : Measure.ALL) {
                json.writeNumberField(measure.unscaledName(), entry.getValue().get(measure));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Reads a tally.
     *
     * @throws IllegalArgumentException or DateTimeException if it is not a tally
     */
    static Tally read(JsonNode json) {
        Tally tally = new Tally();
        readSums(json, tally::add);
        readSums(json.path("duplicates"), tally::addDuplicates);
        readHashes(json.path("duplicates").path("entries"), tally::addDuplicates);
        readHashes(json.path("perhaps_twice"), tally::addPerhapsTwice);
        json.path("rejected")
                .properties()
                .forEach(
                        entry ->
                                tally.rejected()
                                        .add(
                                                entry.getKey(),
                                                entry.getValue().path("entries").asLong(),
                                                PayloadSum.parse(
                                                        entry.getValue().path("sum").asText())));
        for (Plague plague : Plague.values()) {
            if (json.path("plagues").has(plague.id())) {
                tally.suffer(plague, json.path("plagues").path(plague.id()).asLong());
            }
        }
        return tally;
    }

    private static void readHashes(JsonNode hashes, ObjLongConsumer<PayloadHash> to) {
        for (Map.Entry<String, JsonNode> entry : hashes.properties()) {
            to.accept(PayloadHash.parse(entry.getKey()), entry.getValue().asLong());
        }
    }

    private static void readSums(JsonNode json, BiConsumer<ZoneHourKey, ZoneHourTotals> to) {
        for (JsonNode row : json.path("zone_hours")) {
            long hour = Instant.parse(row.path("hour_start").asText() + "Z").toEpochMilli();
            int zone = row.path("zone_id").asInt();
            long[] sums =
                    Measure.ALL.stream()
                            .mapToLong(measure -> row.path(measure.unscaledName()).asLong())
                            .toArray();
            to.accept(new ZoneHourKey(zone, hour), new ZoneHourTotals(sums));
        }
    }
}
