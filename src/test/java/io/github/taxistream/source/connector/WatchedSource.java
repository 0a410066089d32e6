package io.github.taxistream.source.connector;

import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.StreamName;
import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.trip.TripEnvelope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.EFORegistrationType;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * The job's source over a stream of an emulator, which is watched from inside: it reads a few
 * records at a time, so that there is a backlog, and by fan-out even from an emulator that has
 * none.
 */
public final class WatchedSource extends KinesisTripSource {

    private static final long serialVersionUID = 1L;
    private static final String RECORDS_A_READ = "5";

    private final String stream;
    private final boolean isFanOut;
    private final Duration discovery;

    /**
     * @param isFanOut whether the shards are subscribed to
     * @param idleShard after how long without a trip a shard is idle
     * @param discovery how often new shards are looked for
     * @param parsers makes trips of the records
     */
    public WatchedSource(
            URI endpoint,
            String stream,
            boolean isFanOut,
            Duration idleShard,
            Duration discovery,
            EntryParser.Factory parsers) {
        super(
                KinesisStream.of(
                        StreamName.parse(stream), Optional.of("us-east-1"), Optional.of(endpoint)),
                StartPosition.parse("TRIM_HORIZON"),
                ShardReader.polling(Duration.ofMillis(200)),
                new EventTimeRules(Duration.ofHours(1), Duration.ofHours(6), 0),
                idleShard,
                new RecordSchema(parsers, false));
        this.stream = stream;
        this.isFanOut = isFanOut;
        this.discovery = discovery;
        setShardAssigner(WatchedSource::numberOf);
    }

    /** Neighbours go to different subtasks. */
    private static int numberOf(StreamShardHandle shard, int subtasks) {
        return Integer.parseInt(shard.getShard().getShardId().replaceAll("\\D", ""));
    }

    @Override
    protected KinesisDataFetcher<TripEnvelope> createFetcher(
            List<String> streams,
            SourceContext<TripEnvelope> output,
            RuntimeContext context,
            Properties properties,
            KinesisDeserializationSchema<TripEnvelope> schema) {
        Properties watched = new Properties();
        watched.putAll(properties);
        watched.setProperty(
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                String.valueOf(discovery.toMillis()));
        watched.setProperty(ConsumerConfigConstants.SHARD_GETRECORDS_MAX, RECORDS_A_READ);
        if (isFanOut) {
            watched.setProperty(
                    ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, RecordPublisherType.EFO.name());
            watched.setProperty(
                    ConsumerConfigConstants.EFO_REGISTRATION_TYPE, EFORegistrationType.NONE.name());
            watched.setProperty(
                    ConsumerConfigConstants.efoConsumerArn(stream), "arn of a canned consumer");
        }
        SourceWatch.Subtask subtask = new SourceWatch.Subtask(output);
        TripFetcher fetcher =
                (TripFetcher) super.createFetcher(streams, subtask, context, watched, schema);
        SourceWatch.of(stream)
                .started(context.getTaskInfo().getIndexOfThisSubtask(), fetcher, subtask);
        return fetcher;
    }

    @Override
    public void cancel() {
        super.cancel();
        SourceWatch.of(stream).cancelled();
    }

    @Override
    KinesisClients clients() {
        String name = stream;
        return new KinesisClients() {
            @Override
            public KinesisProxyInterface polling(Properties properties) {
                return heldBack(KinesisProxy.create(properties), SourceWatch.of(name));
            }

            @Override
            public KinesisProxyAsyncV2Interface subscribing(Properties properties) {
                return new PolledSubscriptions(name, KinesisProxy.create(properties));
            }
        };
    }

    private static KinesisProxyInterface heldBack(KinesisProxyInterface client, SourceWatch watch) {
        return new KinesisProxyInterface() {
            @Override
            public String getShardIterator(StreamShardHandle shard, String type, Object start)
                    throws InterruptedException {
                watch.awaitReaders();
                return client.getShardIterator(shard, type, start);
            }

            @Override
            public GetRecordsResult getRecords(String iterator, int most)
                    throws InterruptedException {
                return client.getRecords(iterator, most);
            }

            @Override
            public GetShardListResult getShardList(Map<String, String> lastSeenShardIds)
                    throws InterruptedException {
                watch.awaitList();
                return client.getShardList(lastSeenShardIds);
            }
        };
    }
}
