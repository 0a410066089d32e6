package io.github.taxistream.ledger.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Manifests as JSON files. Amounts are whole cents and distances whole hundredths of a mile; hours
 * are New York's wall clock, as in the output.
 */
public final class ManifestFile {

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ManifestFile() {}

    /**
     * Makes sure that a manifest can be written, before hours are spent on what it is to tell.
     *
     * @throws Problem if it cannot
     */
    public static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Problem("The manifest " + file + " cannot be written: " + e, e);
        }
        if (Files.isDirectory(file) || !Files.isWritable(folder)) {
            throw new Problem("The manifest " + file + " cannot be written.");
        }
    }

    /**
     * Writes a manifest, in one piece: a reader sees the old file or the new one.
     *
     * @throws Problem if the file cannot be written
     */
    public static void write(Path file, Manifest manifest) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            try (JsonGenerator json =
                    MAPPER.getFactory().createGenerator(part.toFile(), JsonEncoding.UTF8)) {
                json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
                write(json, manifest);
                json.writeRaw('\n');
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem("The manifest " + file + " cannot be written: " + e, e);
        }
    }

    private static void write(JsonGenerator json, Manifest manifest) throws IOException {
        Tally tally = manifest.tally();
        json.writeStartObject();
        json.writeNumberField("manifest_version", VERSION);
        json.writeStringField("source", manifest.source());
        json.writeStringField("stream", manifest.stream());
        json.writeStringField("started", manifest.started());
        json.writeStringField("ended", manifest.ended());
        json.writeBooleanField("complete", manifest.isComplete());
        json.writeNumberField("records", tally.records());
        json.writeNumberField("trips", tally.trips());
        json.writeObjectFieldStart("rejected");
        for (Map.Entry<RejectReason, Long> entry : tally.rejected().entrySet()) {
            json.writeNumberField(entry.getKey().id(), entry.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("plagues");
        for (Map.Entry<Plague, Long> entry : tally.plagues().entrySet()) {
            json.writeNumberField(entry.getKey().id(), entry.getValue());
        }
        json.writeEndObject();
        json.writeNumberField(
                "retried_after_unknown_outcome", manifest.retriedAfterUnknownOutcome());
        json.writeNumberField("read", manifest.read());
        json.writeArrayFieldStart("unsent");
        for (long position : manifest.unsent()) {
            json.writeNumber(position);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("zone_hours");
        for (Map.Entry<ZoneHourKey, ZoneHourTotals> entry : tally.sums().totals().entrySet()) {
            json.writeRaw('\n');
            write(json, entry.getKey(), entry.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ZoneHourKey key, ZoneHourTotals totals)
            throws IOException {
        String hour = Instant.ofEpochMilli(key.hourStartMillis()).toString();
        json.writeStartObject();
        json.writeStringField("hour_start", hour.substring(0, hour.length() - 1));
        json.writeNumberField("zone_id", key.zoneId());
        for (Measure measure : Measure.ALL) {
            json.writeNumberField(measure.unscaledName(), totals.get(measure));
        }
        json.writeEndObject();
    }

    /**
     * Reads a manifest.
     *
     * @throws Problem if the file cannot be read or is no manifest
     */
    public static Manifest read(Path file) {
        if (!Files.exists(file)) {
            throw new Problem("The manifest " + file + " does not exist.");
        }
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            if (json.path("manifest_version").asInt() != VERSION) {
                throw new Problem(file + " is no manifest of this producer.");
            }
            List<Long> unsent = new ArrayList<>();
            json.path("unsent").forEach(position -> unsent.add(position.asLong()));
            return new Manifest(
                    json.path("source").asText(),
                    json.path("stream").asText(),
                    json.path("started").asText(),
                    json.path("ended").asText(),
                    json.path("complete").asBoolean(),
                    json.path("read").asLong(),
                    unsent,
                    json.path("retried_after_unknown_outcome").asLong(),
                    tally(json));
        } catch (IOException | IllegalArgumentException e) {
            throw new Problem("The manifest " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Tally tally(JsonNode json) {
        Tally tally = new Tally();
        for (JsonNode row : json.path("zone_hours")) {
            long hour = Instant.parse(row.path("hour_start").asText() + "Z").toEpochMilli();
            int zone = row.path("zone_id").asInt();
            tally.add(new ZoneHourKey(zone, hour), totals(row));
        }
        for (RejectReason reason : RejectReason.values()) {
            if (json.path("rejected").has(reason.id())) {
                tally.reject(reason, json.path("rejected").path(reason.id()).asLong());
            }
        }
        for (Plague plague : Plague.values()) {
            if (json.path("plagues").has(plague.id())) {
                tally.suffer(plague, json.path("plagues").path(plague.id()).asLong());
            }
        }
        return tally;
    }

    private static ZoneHourTotals totals(JsonNode row) {
        return new ZoneHourTotals(
                Measure.ALL.stream()
                        .mapToLong(measure -> row.path(measure.unscaledName()).asLong())
                        .toArray());
    }
}
