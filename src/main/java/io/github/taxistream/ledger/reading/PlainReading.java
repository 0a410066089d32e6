package io.github.taxistream.ledger.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.RejectReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Reads records as the documentation says they are read, plainly: by Jackson, BigDecimal and
 * java.time. It shares no code with the job's parser, so that a fault of the parser is found and
 * not taken for right.
 */
public final class PlainReading {

    private static final int MAX_UNPACKED = 32 << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final Duration futureTolerance;
    private final Instants instants;

    /**
     * @param futureTolerance the job's {@code time.future-tolerance}
     * @param instants the job's {@code time.instants}
     */
    public PlainReading(Duration futureTolerance, Instants instants) {
        this.futureTolerance = futureTolerance;
        this.instants = instants;
    }

    /** The job's {@code time.future-tolerance}. */
    public Duration futureTolerance() {
        return futureTolerance;
    }

    /** The job's {@code time.instants}. */
    public Instants instants() {
        return instants;
    }

    /**
     * The latest pickup, in milliseconds since 1970 wall clock, that a record which arrives at a
     * time may have.
     *
     * @param arrivalMillis in milliseconds since 1970 UTC
     */
    public long latestPickupMillis(long arrivalMillis) {
        return PlainTime.latestNewYorkMillis(arrivalMillis) + futureTolerance.toMillis();
    }

    /**
     * The entries of a record, one at least.
     *
     * @param arrivalMillis when it arrives, in milliseconds since 1970 UTC
     */
    public List<PlainEntry> entries(byte[] record, long arrivalMillis) {
        long latestMillis = latestPickupMillis(arrivalMillis);
        try {
            if (PlainBinary.is(record)) {
                throw new IOException("a binary file");
            }
            byte[] text = unpacked(record);
            List<PlainEntry> entries = new PlainLines(this, text, latestMillis).entries();
            boolean isAlone = entries.size() == 1 && text == record;
            // The only entry of a record is rejected with all of the record.
            return isAlone && entries.get(0).trip().isEmpty()
                    ? List.of(PlainEntry.rejected(entries.get(0).reason(), record))
                    : entries;
        } catch (IOException e) {
            return List.of(PlainEntry.rejected(RejectReason.NOT_JSON, record));
        }
    }

    private static byte[] unpacked(byte[] record) throws IOException {
        if (!GzipStream.isGzip(record)) {
            return record;
        }
        try (InputStream in = new GzipStream(new ByteArrayInputStream(record))) {
            byte[] text = in.readNBytes(MAX_UNPACKED + 1);
            if (text.length > MAX_UNPACKED) {
                throw new IOException("it unpacks to too much");
            }
            return text;
        }
    }

    /**
     * What becomes of a JSON value.
     *
     * @throws IOException if it is not JSON
     */
    PlainEntry entry(byte[] value, long latestMillis) throws IOException {
        requireUtf8(value);
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                requireEnd(json);
                return PlainEntry.rejected(RejectReason.NOT_AN_OBJECT, value);
            }
            PlainObject object = new PlainObject(json, instants);
            requireEnd(json);
            RejectReason reason = object.reason(latestMillis);
            return reason == null
                    ? PlainEntry.of(object.trip(), value)
                    : PlainEntry.rejected(reason, value);
        }
    }

    /** Whether a line is the beginning of a value that does not end on it. */
    static boolean isBegun(byte[] line) {
        try (JsonParser json = JSON.createParser(line)) {
            requireUtf8(line);
            while (json.nextToken() != null) {
                json.skipChildren();
            }
            return false;
        } catch (JsonProcessingException e) {
            // Not always a JsonEOFException: behind a comma it is another.
            return e.getOriginalMessage().startsWith("Unexpected end-of-input");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Jackson would also take UTF-16 and UTF-32, a byte-order mark before any value, and in names
     * and passed texts even bytes that only look like UTF-8.
     */
    private static void requireUtf8(byte[] value) throws IOException {
        boolean hasMark = value.length > 0 && value[0] == (byte) 0xEF;
        int bits = 0;
        for (byte b : value) {
            bits |= b;
            if (b == 0 || hasMark) {
                throw new IOException("not a JSON value in UTF-8");
            }
        }
        if (bits < 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        }
    }

    private static void requireEnd(JsonParser json) throws IOException {
        // A number's own mistakes show only when it is read.
        if (json.currentToken() != null && json.currentToken().isNumeric()) {
            json.getText();
        }
        if (json.nextToken() != null) {
            throw new IOException("there is more than one value");
        }
    }
}
