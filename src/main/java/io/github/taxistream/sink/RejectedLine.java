package io.github.taxistream.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A rejected entry as a line of JSON, with the reason and all that is needed to find it in the
 * stream or to send it again. It knows no Flink: whoever reads the stream otherwise writes the same
 * lines.
 */
public final class RejectedLine {

    private static final JsonFactory JSON = new JsonFactory();

    private RejectedLine() {}

    /** Writes a rejected entry; how many it holds stands there only if that is not 1. */
    public static void write(TripEnvelope envelope, OutputStream out) throws IOException {
        Rejection rejection = envelope.rejection();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            // The file stays open for the lines to come.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            json.writeStringField("reason", rejection.reason().id());
            json.writeStringField("detail", wellFormed(rejection.detail()));
            json.writeStringField("stream", rejection.stream());
            json.writeStringField("shard_id", rejection.shardId());
            json.writeStringField("sequence_number", rejection.sequenceNumber());
            json.writeStringField(
                    "arrival_time", Instant.ofEpochMilli(envelope.arrivalMillis()).toString());
            if (rejection.entries() != 1) {
                json.writeNumberField("entries", rejection.entries());
            }
            writePayload(envelope.payload().orElseThrow(), json);
            json.writeEndObject();
        }
        out.write('\n');
    }

    /**
     * A detail may quote half of a surrogate pair: JSON can escape it, but other readers refuse the
     * whole file for it.
     */
    private static String wellFormed(String detail) {
        return new String(detail.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void writePayload(byte[] payload, JsonGenerator json) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            json.writeBinaryField("payload_base64", payload);
            return;
        }
        json.writeStringField("payload", text);
    }
}
