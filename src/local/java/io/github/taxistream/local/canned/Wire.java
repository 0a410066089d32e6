package io.github.taxistream.local.canned;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.dataformat.cbor.CBORGenerator;

/**
 * How a request and its answer are written: CBOR, as the client speaks to AWS, or JSON, as it
 * speaks to emulators.
 *
 * <p>An answer to GetRecords is a head, any run of records, and a tail. So records are encoded once
 * and answers are put together without copying them.
 */
enum Wire {
    CBOR("application/x-amz-cbor-1.1", new CBORFactory()) {

        private static final int BEGIN_MAP = 0xBF;
        private static final int BEGIN_ARRAY = 0x9F;
        private static final int BREAK = 0xFF;
        private static final int EPOCH_TIME = 1;

        @Override
        byte[] head() {
            return bytes(
                    (out, cbor) -> {
                        out.write(BEGIN_MAP);
                        cbor.writeString("Records");
                        cbor.flush();
                        out.write(BEGIN_ARRAY);
                    });
        }

        @Override
        byte[] record(String sequenceNumber, long arrivalMillis, byte[] data, String key) {
            return bytes(
                    (out, cbor) -> {
                        cbor.writeStartObject();
                        cbor.writeStringField("SequenceNumber", sequenceNumber);
                        cbor.writeFieldName("ApproximateArrivalTimestamp");
                        cbor.writeTag(EPOCH_TIME);
                        cbor.writeNumber(arrivalMillis);
                        cbor.writeFieldName("Data");
                        cbor.writeBinary(data);
                        cbor.writeStringField("PartitionKey", key);
                        cbor.writeEndObject();
                    });
        }

        @Override
        byte[] tail(String nextIterator, long millisBehind) {
            return bytes(
                    (out, cbor) -> {
                        out.write(BREAK);
                        if (nextIterator != null) {
                            cbor.writeString("NextShardIterator");
                            cbor.writeString(nextIterator);
                        }
                        cbor.writeString("MillisBehindLatest");
                        cbor.writeNumber(millisBehind);
                        cbor.flush();
                        out.write(BREAK);
                    });
        }
    },

    JSON("application/x-amz-json-1.1", new JsonFactory()) {

        @Override
        byte[] head() {
            return utf8("{\"Records\":[");
        }

        @Override
        byte[] record(String sequenceNumber, long arrivalMillis, byte[] data, String key) {
            return utf8(
                    String.format(
                            Locale.ROOT,
                            "{\"SequenceNumber\":\"%s\",\"ApproximateArrivalTimestamp\":%.3f,"
                                    + "\"Data\":\"%s\",\"PartitionKey\":\"%s\"},",
                            sequenceNumber,
                            arrivalMillis / 1e3,
                            Base64.getEncoder().encodeToString(data),
                            key));
        }

        @Override
        byte[] tail(String nextIterator, long millisBehind) {
            return utf8(
                    (nextIterator == null
                                    ? "],"
                                    : "],\"NextShardIterator\":\"" + nextIterator + "\",")
                            + "\"MillisBehindLatest\":"
                            + millisBehind
                            + "}");
        }

        @Override
        int separatorBytes() {
            return 1;
        }
    };

    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody configures it.
    private final ObjectMapper mapper;

    Wire(String contentType, JsonFactory format) {
        this.contentType = contentType;
        this.mapper = new ObjectMapper(format);
    }

    /** Which of them a request's content type names. */
    static Wire of(String contentType) {
        return CBOR.contentType.equals(contentType) ? CBOR : JSON;
    }

    String contentType() {
        return contentType;
    }

    JsonNode read(byte[] request) throws IOException {
        return mapper.readTree(request);
    }

    /** Encodes an answer made of maps, lists, strings and numbers. */
    byte[] write(Object answer) {
        try {
            return mapper.writeValueAsBytes(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an answer has before its records. */
    abstract byte[] head();

    /**
     * One record, with what separates it from the next.
     *
     * @param arrivalMillis since 1970
     */
    abstract byte[] record(String sequenceNumber, long arrivalMillis, byte[] data, String key);

    /**
     * What an answer has after its records.
     *
     * @param nextIterator null if the shard is closed and was read to its end
     */
    abstract byte[] tail(String nextIterator, long millisBehind);

    /** How many bytes separate a record from the next; the last record of an answer lacks them. */
    int separatorBytes() {
        return 0;
    }

    private interface Writing {
        void to(ByteArrayOutputStream out, CBORGenerator cbor) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CBORGenerator cbor = new CBORFactory().createGenerator(out)) {
            writing.to(out, cbor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
