package io.github.taxistream.source.connector;

import io.github.taxistream.trip.TripEnvelope;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** What the connector hands to a fetcher. Immutable. */
final class FetcherArguments {

    final List<String> streams;
    final FetcherOutput output;
    final RuntimeContext context;
    final Properties properties;
    final KinesisDeserializationSchema<TripEnvelope> schema;
    final KinesisShardAssigner shardAssigner;

    FetcherArguments(
            List<String> streams,
            FetcherOutput output,
            RuntimeContext context,
            Properties properties,
            KinesisDeserializationSchema<TripEnvelope> schema,
            KinesisShardAssigner shardAssigner) {
        this.streams = streams;
        this.output = output;
        this.context = context;
        this.properties = properties;
        this.schema = schema;
        this.shardAssigner = shardAssigner;
    }
}
