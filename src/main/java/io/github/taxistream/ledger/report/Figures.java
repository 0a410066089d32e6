package io.github.taxistream.ledger.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHourKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the page's figures as JSON that may be inside a script element: without a "less than", and
 * without the line ends that only JavaScript knows.
 */
final class Figures {

    /** Differences that are listed one by one. */
    private static final int SHOWN_DIFFERENCES = 20;

    /**
     * The most that the page may have for its totals, in base64, so that it stays below 8 MB as a
     * whole.
     */
    private static final int MAX_PACKED = 6_500_000;

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new Harmless());

    private final Findings findings;
    private final OutputScan.Progress progress;
    private final JsonGenerator json;

    private Figures(OutputScan scan, JsonGenerator json) {
        this.findings = scan.findings();
        this.progress = scan.progress();
        this.json = json;
    }

    /**
     * The JSON.
     *
     * @param sent what was sent, to compare the findings with, if it is known
     * @param live whether the page is to ask for newer figures
     */
    static String of(
            OutputScan scan, String location, Optional<Sent> sent, Span span, boolean live) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            Figures figures = new Figures(scan, json);
            synchronized (figures.findings) {
                json.writeStartObject();
                json.writeBooleanField("live", live);
                figures.writeSource(location, span);
                figures.writeEquation(sent);
                figures.writePanes();
                figures.writeRejects();
                figures.writeTotals();
                json.writeEndObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void writeSource(String location, Span span) throws IOException {
        json.writeStringField("location", location);
        json.writeStringField("made", Instant.now().toString());
        json.writeNumberField("filesRead", progress.read);
        json.writeNumberField("filesFound", progress.found);
        if (progress.newest.isAfter(Instant.EPOCH)) {
            json.writeStringField("newestFile", progress.newest.toString());
        }
        if (span.from().isPresent()) {
            json.writeStringField("from", span.from().get().toString());
        }
        if (span.to().isPresent()) {
            json.writeStringField("to", span.to().get().toString());
        }
        json.writeNumberField("mistakeCount", findings.mistakeCount());
        json.writeArrayFieldStart("mistakes");
        for (String mistake : findings.mistakes()) {
            json.writeString(Rejects.shortened(mistake));
        }
        json.writeEndArray();
    }

    private void writeEquation(Optional<Sent> sent) throws IOException {
        json.writeNumberField("trips", findings.trips());
        if (findings.trips() > 0 || findings.spans().rows() > 0) {
            json.writeNumberField("firstHour", hours(findings.firstHourMillis()));
            json.writeNumberField("lastHour", hours(findings.lastHourMillis()));
        }
        if (sent.isEmpty()) {
            return;
        }
        List<Sent.Difference> differences = sent.get().differences(findings);
        json.writeObjectFieldStart("sent");
        json.writeNumberField("records", sent.get().records());
        json.writeNumberField("differenceCount", differences.size());
        json.writeArrayFieldStart("differences");
        for (Sent.Difference difference :
                differences.subList(0, Math.min(SHOWN_DIFFERENCES, differences.size()))) {
            json.writeStartObject();
            if (difference.reason.isEmpty()) {
                ZoneHourKey key = ZoneHourKey.unpack(difference.key);
                json.writeNumberField("zone", key.zoneId());
                json.writeNumberField("hour", hours(key.hourStartMillis()));
            } else {
                json.writeStringField("reason", difference.reason);
            }
            json.writeNumberField("sent", difference.sent);
            json.writeNumberField("found", difference.found);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static long hours(long millis) {
        return Math.floorDiv(millis, 3_600_000L);
    }

    private void writePanes() throws IOException {
        json.writeArrayFieldStart("panes");
        for (Pane pane : Pane.values()) {
            json.writeString(pane.id());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("days");
        for (Map.Entry<Long, long[]> day : findings.panesByDay().entrySet()) {
            json.writeStartArray();
            json.writeNumber(hours(day.getKey()));
            for (long figure : day.getValue()) {
                json.writeNumber(figure);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeRejects() throws IOException {
        json.writeObjectFieldStart("rejected");
        for (Map.Entry<String, Long> reason : findings.rejects().counts().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("samples");
        for (Rejects.Sample sample : findings.rejects().samples()) {
            json.writeStartObject();
            json.writeStringField("reason", sample.reason);
            json.writeStringField("detail", sample.detail);
            json.writeStringField("stream", sample.stream);
            json.writeStringField("shard", sample.shardId);
            json.writeStringField("sequence", sample.sequenceNumber);
            json.writeStringField("arrival", sample.arrivalTime);
            json.writeStringField("payload", sample.payload);
            json.writeBooleanField("binary", sample.isBinary);
            json.writeNumberField("length", sample.length);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeTotals() throws IOException {
        String packed = Columns.pack(findings.spans());
        while (packed.length() > MAX_PACKED && findings.spans().fold()) {
            packed = Columns.pack(findings.spans());
        }
        json.writeStringField("grain", findings.spans().grain().id());
        json.writeNumberField("rows", findings.spans().rows());
        json.writeStringField("columns", packed);
        if (findings.spans().grain() != Grain.HOUR) {
            json.writeNumberField("weekRows", findings.week().rows());
            json.writeStringField("week", Columns.pack(findings.week()));
        }
    }

    /** Escapes also what could end a script element, or begin another. */
    private static final class Harmless extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private final int[] ascii = standardAsciiEscapesForJSON();

        Harmless() {
            for (char c : new char[] {'<', '>', '&', '\''}) {
                ascii[c] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return c == '\u2028' || c == '\u2029'
                    ? new SerializedString(String.format("\\u%04x", c))
                    : null;
        }
    }
}
