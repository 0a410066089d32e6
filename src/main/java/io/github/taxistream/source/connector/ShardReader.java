package io.github.taxistream.source.connector;

import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;

/** How the records of a shard are read: by polling or by enhanced fan-out. Immutable. */
public final class ShardReader {

    private final RecordPublisherType type;
    private final String consumerName;

    private ShardReader(RecordPublisherType type, String consumerName) {
        this.type = type;
        this.consumerName = consumerName;
    }

    /** Polls each shard five times a second, which is the most that a shard allows. */
    public static ShardReader polling() {
        return new ShardReader(RecordPublisherType.POLLING, null);
    }

    /**
     * Subscribes to each shard, with 2 MB/s per shard of its own.
     *
     * @param consumerName the name under which the consumer is registered at the stream, or will be
     */
    public static ShardReader enhancedFanOut(String consumerName) {
        return new ShardReader(RecordPublisherType.EFO, consumerName);
    }

    void addTo(Properties consumer) {
        consumer.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, type.name());
        if (consumerName != null) {
            consumer.setProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME, consumerName);
        }
    }
}
