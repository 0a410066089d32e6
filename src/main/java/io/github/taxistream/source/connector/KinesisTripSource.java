package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.util.AWSUtil;

/**
 * Reads a Kinesis stream, and gives it event time.
 *
 * <p>This is the connector's consumer with its reading, back-off and state. Its watermarks are
 * replaced by those of {@link SubtaskClock}, and {@link RecordSchema} takes aggregates apart.
 */
public class KinesisTripSource extends FlinkKinesisConsumer<TripEnvelope> {

    private static final long serialVersionUID = 1L;

    /** At least as many as a subtask may have shards: a read must not wait for another. */
    private static final int MOST_CONNECTIONS = 10_000;

    private final boolean isEmulated;
    private final EventTimeRules eventTime;
    private final Duration idleShard;
    private final StartPosition start;
    private Duration duplicateHorizon;
    private transient StartState startState;
    private transient ListState<byte[]> recentEntries;
    private transient DuplicateCheck duplicates;
    private transient volatile TripFetcher fetcher;

    /**
     * @param stream the stream
     * @param start where a job without a savepoint begins; not {@code LATEST}
     * @param reader how shards are read
     * @param eventTime how the watermark follows the trips
     * @param idleShard how long a shard without trips may hold the watermark back
     * @param schema turns records into envelopes
     */
    public KinesisTripSource(
            KinesisStream stream,
            StartPosition start,
            ShardReader reader,
            EventTimeRules eventTime,
            Duration idleShard,
            KinesisDeserializationSchema<TripEnvelope> schema) {
        super(stream.name(), schema, consumerProperties(stream, start, reader));
        this.isEmulated = stream.isEmulated();
        this.eventTime = eventTime;
        this.idleShard = idleShard;
        this.start = start;
    }

    /**
     * Rejects trips that are sent again to the same shard, if the schema gives them an identity.
     *
     * @param horizon how long after a trip the same one counts as sent again
     */
    public KinesisTripSource rejectDuplicates(Duration horizon) {
        duplicateHorizon = horizon;
        return this;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        super.initializeState(context);
        startState = new StartState(context, start);
        // Always there, so that a savepoint fits whether or not duplicates are rejected.
        recentEntries =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "recent-entries", BytePrimitiveArraySerializer.INSTANCE));
        if (duplicateHorizon != null) {
            duplicates = new DuplicateCheck(duplicateHorizon);
            duplicates.restore(recentEntries.get());
        }
    }

    StartState startState() {
        return startState;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (fetcher != null) {
            fetcher.requireWholeRecords();
        }
        super.snapshotState(context);
        startState.snapshot(fetcher != null && fetcher.hasListedShards());
        recentEntries.clear();
        if (duplicates != null) {
            recentEntries.addAll(duplicates.snapshot());
        }
    }

    @Override
    protected KinesisDataFetcher<TripEnvelope> createFetcher(
            List<String> streams,
            SourceContext<TripEnvelope> output,
            RuntimeContext context,
            Properties properties,
            KinesisDeserializationSchema<TripEnvelope> schema) {
        if (isEmulated) {
            KinesisStream.prepareClientsForEmulator();
        }
        context.registerUserCodeClassLoaderReleaseHookIfAbsent(
                KinesisTripSource.class.getName(), ClientCleanup::afterTheLastTask);
        Properties started = new Properties();
        started.putAll(properties);
        startState.start().addTo(started, isEmulated);
        fetcher =
                new TripFetcher(
                        new FetcherArguments(
                                streams,
                                new FetcherOutput(output),
                                context,
                                started,
                                schema,
                                getShardAssigner()),
                        new GuardedKinesis(clients()),
                        new SubtaskClock(eventTime, idleShard),
                        duplicates(started, schema),
                        startState);
        return fetcher;
    }

    private ShardDuplicates duplicates(
            Properties client, KinesisDeserializationSchema<TripEnvelope> schema) {
        if (duplicates == null) {
            return ShardDuplicates.KEPT;
        }
        ParentShards parents =
                new ParentShards(
                        new GuardedKinesis(clients()).polling(client),
                        schema,
                        isEmulated,
                        duplicateHorizon,
                        startState.start().instant());
        return new ShardDuplicates(duplicates, parents);
    }

    /** The clients that read the stream. */
    KinesisClients clients() {
        return KinesisClients.CONNECTORS_OWN;
    }

    /** The connector by itself does not stop a fetcher that is created but not yet started. */
    @Override
    public void cancel() {
        super.cancel();
        TripFetcher made = fetcher;
        if (made != null) {
            made.shutdownFetcher();
        }
    }

    private static Properties consumerProperties(
            KinesisStream stream, StartPosition start, ShardReader reader) {
        Properties consumer = stream.clientProperties();
        start.addTo(consumer, stream.isEmulated());
        reader.addTo(consumer);
        // By default the connector gives up after 3 tries within two seconds, and the job restarts.
        consumer.setProperty(ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, "15");
        consumer.setProperty(ConsumerConfigConstants.SHARD_GETITERATOR_RETRIES, "15");
        consumer.setProperty(ConsumerConfigConstants.LIST_SHARDS_RETRIES, "15");
        // All shards of a subtask share a client, and by default it has 50 connections.
        consumer.setProperty(
                AWSUtil.AWS_CLIENT_CONFIG_PREFIX + "maxConnections",
                String.valueOf(MOST_CONNECTIONS));
        return consumer;
    }
}
