package io.github.taxistream.ledger.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads one file of {@code rejected}: a JSON object a line. */
public final class RejectedFile {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int SHOWN = 200;

    private RejectedFile() {}

    /** Takes the lines of a file. */
    public interface Lines {

        /**
         * Takes a rejected record.
         *
         * @param reason why it was rejected
         * @param line all that the line has
         */
        void rejected(String reason, JsonNode line);

        /** Receives a problem of a line, in a sentence. */
        void mistake(String sentence);
    }

    /** Reads a file; its problems are reported, not thrown. */
    public static void read(String path, byte[] bytes, Lines to) {
        for (int begin = 0, end; begin < bytes.length; begin = end + 1) {
            end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end > begin) {
                readLine(path, bytes, begin, end - begin, to);
            }
        }
    }

    private static void readLine(String path, byte[] bytes, int begin, int length, Lines to) {
        try {
            JsonNode line = JSON.readTree(bytes, begin, length);
            JsonNode entries = line.path("entries");
            if (!line.path("reason").isTextual()) {
                to.mistake(path + " has a line without a reason: " + text(bytes, begin, length));
            } else if (!entries.isMissingNode() && !isCount(entries)) {
                String text = text(bytes, begin, length);
                to.mistake(path + " has a line of " + entries + " entries: " + text);
            } else {
                to.rejected(line.path("reason").asText(), line);
            }
        } catch (IOException e) {
            to.mistake(path + " has a line that is not JSON: " + text(bytes, begin, length));
        }
    }

    private static boolean isCount(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 1;
    }

    /** A line, or its beginning. */
    private static String text(byte[] bytes, int begin, int length) {
        int shown = Math.min(length, SHOWN);
        return new String(bytes, begin, shown, StandardCharsets.UTF_8)
                + (shown < length ? "…" : "");
    }
}
