package io.github.taxistream.source.connector;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** Where in the stream a job without a savepoint begins. Immutable. */
public final class StartPosition implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The format that the connector expects by default. It also accepts seconds since 1970, but
     * reads them as a double, which may be a millisecond too early.
     */
    private static final DateTimeFormatter CONNECTORS_FORMAT =
            DateTimeFormatter.ofPattern(
                            ConsumerConfigConstants.DEFAULT_STREAM_TIMESTAMP_DATE_FORMAT,
                            Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

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
     * The same position, but {@code LATEST} becomes this instant. The connector would resolve it
     * anew at each restart, and records that arrived in between would be lost.
     */
    public StartPosition decidedAt(Instant now) {
        return text.equals("LATEST") ? at(now) : this;
    }

    static StartPosition at(Instant instant) {
        return new StartPosition(instant.toString(), instant);
    }

    /** The instant; empty for {@code TRIM_HORIZON} and {@code LATEST}. */
    Optional<Instant> instant() {
        return Optional.ofNullable(instant);
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
        // AWS's client sends the date as a number of milliseconds. AWS reads it as such in CBOR; an
        // emulator, which gets JSON, takes it for seconds.
        Instant sent = isEmulated ? Instant.ofEpochMilli(instant.getEpochSecond()) : instant;
        consumer.setProperty(
                ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, CONNECTORS_FORMAT.format(sent));
    }

    @Override
    public String toString() {
        return text;
    }
}
