package io.github.taxistream.ledger.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.cli.OutputFile;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.trip.FailureWords;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Manifests as JSON files. */
public final class ManifestFile {

    private static final int VERSION = 2;
    private static final byte[] BEGINNING =
            "{\"manifest_version\":".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ManifestFile() {}

    /**
     * Makes sure that a manifest can be written, before hours are spent on what it is to tell, and
     * that it takes the place of a manifest or of nothing.
     *
     * @throws Problem if it cannot be written, or must not
     */
    public static void check(Path file) {
        new OutputFile("--manifest", file).check(ManifestFile::isOne, "a manifest");
    }

    /** Whether a file begins as manifests do, of whatever version. */
    private static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes a manifest, in one piece: a reader sees the old file or the new one.
     *
     * @throws Problem if the file cannot be written
     */
    public static void write(Path file, Manifest manifest) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID());
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
                    JsonGenerator json =
                            MAPPER.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
                json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
                write(json, manifest);
                json.writeRaw('\n');
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem(
                    "The manifest " + file + " cannot be written: " + FailureWords.of(e), e);
        } finally {
            part.toFile().delete();
        }
    }

    private static void write(JsonGenerator json, Manifest manifest) throws IOException {
        Origin origin = manifest.origin();
        json.writeStartObject();
        json.writeNumberField("manifest_version", VERSION);
        json.writeStringField("source", origin.source());
        json.writeStringField("stream", origin.stream());
        json.writeStringField("place", origin.place());
        json.writeStringField("future_tolerance", origin.futureTolerance().toString());
        json.writeStringField("instants", origin.instants().name());
        json.writeStringField("started", manifest.started());
        json.writeStringField("ended", manifest.ended());
        json.writeBooleanField("complete", manifest.isComplete());
        json.writeNumberField("read", manifest.read());
        json.writeArrayFieldStart("unsent");
        for (long position : manifest.unsent()) {
            json.writeNumber(position);
        }
        json.writeEndArray();
        json.writeNumberField(
                "retried_after_unknown_outcome", manifest.retriedAfterUnknownOutcome());
        TallyJson.write(json, manifest.tally());
        json.writeEndObject();
    }

    /**
     * Reads a manifest.
     *
     * @throws WrongCall if there is no such file
     * @throws Problem if the file cannot be read or is no manifest
     */
    public static Manifest read(Path file) {
        if (Files.isDirectory(file)) {
            throw new WrongCall("The manifest " + file + " is a folder.");
        }
        if (!Files.exists(file)) {
            throw new WrongCall("The manifest " + file + " does not exist.");
        }
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            int version = json.path("manifest_version").asInt();
            if (version != VERSION) {
                throw new Problem(
                        file
                                + (version > 0
                                        ? " was written by another version of this producer."
                                        : " is not a manifest of this producer."));
            }
            return manifest(json);
        } catch (JsonProcessingException e) {
            throw new Problem(file + " is not a manifest of this producer: it is not JSON.", e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Problem("The manifest " + file + " cannot be read: " + FailureWords.of(e), e);
        }
    }

    private static Manifest manifest(JsonNode json) {
        List<Long> unsent = new ArrayList<>();
        json.path("unsent").forEach(position -> unsent.add(position.asLong()));
        Origin origin =
                new Origin(
                        json.path("source").asText(),
                        json.path("stream").asText(),
                        json.path("place").asText(),
                        Duration.parse(json.path("future_tolerance").asText()),
                        Instants.parse(json.path("instants").asText()));
        return new Manifest(
                origin,
                json.path("started").asText(),
                json.path("ended").asText(),
                json.path("complete").asBoolean(),
                json.path("read").asLong(),
                unsent,
                json.path("retried_after_unknown_outcome").asLong(),
                TallyJson.read(json));
    }
}
