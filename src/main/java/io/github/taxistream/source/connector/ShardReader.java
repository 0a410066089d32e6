package io.github.taxistream.source.connector;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;

/** How the records of a shard are read: by polling or by enhanced fan-out. Immutable. */
public final class ShardReader {

    /** Among the connector's properties; in milliseconds. */
    private static final String REST = "taxistream.rest-at-tip";

    private final RecordPublisherType type;
    private final String consumerName;
    private final Duration restAtTip;

    private ShardReader(RecordPublisherType type, String consumerName, Duration restAtTip) {
        this.type = type;
        this.consumerName = consumerName;
        this.restAtTip = restAtTip;
    }

    /**
     * Polls each shard: five times a second while it has a backlog, which is the most that a shard
     * allows.
     *
     * @param interval how often a shard without a backlog is polled
     */
    public static ShardReader polling(Duration interval) {
        return new ShardReader(RecordPublisherType.POLLING, null, interval);
    }

    /**
     * Subscribes to each shard, with 2 MB/s per shard of its own.
     *
     * @param consumerName the name under which the consumer is registered at the stream, or will be
     */
    public static ShardReader enhancedFanOut(String consumerName) {
        return new ShardReader(RecordPublisherType.EFO, consumerName, Duration.ZERO);
    }

    void addTo(Properties consumer) {
        consumer.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, type.name());
        consumer.setProperty(REST, String.valueOf(restAtTip.toMillis()));
        if (consumerName != null) {
            consumer.setProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME, consumerName);
        }
    }

    /** How long a shard may rest that was read to its tip, from what {@link #addTo} added. */
    static Duration restAtTip(Properties consumer) {
        return Duration.ofMillis(Long.parseLong(consumer.getProperty(REST, "0")));
    }
}
