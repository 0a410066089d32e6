package io.github.taxistream.source;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** Where in the stream a job without a savepoint begins. Immutable. */
public final class StartPosition {

    private final String text;
    private final Instant instant;

    private StartPosition(String text, Instant instant) {
        this.text = text;
        this.instant = instant;
    }

    /**
     * Reads {@code TRIM_HORIZON}, {@code LATEST} or an ISO-8601 instant.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static StartPosition parse(String text) {
        String upper = text.trim().toUpperCase(Locale.ROOT);
        if (upper.equals("TRIM_HORIZON") || upper.equals("LATEST")) {
            return new StartPosition(upper, null);
        }
        try {
            return new StartPosition(upper, Instant.parse(upper));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "TRIM_HORIZON, LATEST or an instant like 2024-01-31T23:59:59Z", e);
        }
    }

    /**
     * Sets where the connector begins.
     *
     * @param isEmulated whether the stream is on something else than AWS
     */
    void addTo(Properties consumer, boolean isEmulated) {
        if (instant == null) {
            consumer.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, text);
            return;
        }
        consumer.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "AT_TIMESTAMP");
        // AWS's client sends the date's milliseconds as a number. AWS itself takes it for that in
        // CBOR; an emulator, which is spoken to in JSON, takes it for seconds.
        long millis = isEmulated ? instant.getEpochSecond() : instant.toEpochMilli();
        // Seconds since 1970: the one format that the connector always accepts.
        consumer.setProperty(
                ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP,
                String.format(Locale.ROOT, "%.3f", millis / 1000.0));
    }

    @Override
    public String toString() {
        return text;
    }
}
