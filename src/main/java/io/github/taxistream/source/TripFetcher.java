package io.github.taxistream.source;

import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.source.duplicate.EntryPlace;
import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The connector's fetcher with event time of our own: it tells {@link SubtaskClock} what each shard
 * gives, and emits the watermark that comes of it.
 */
final class TripFetcher extends KinesisDataFetcher<TripEnvelope> {

    private final FetcherOutput output;
    private final Object checkpointLock;
    private final ProcessingTimeService timers;
    private final long watermarkIntervalMillis;
    private final SubtaskClock clock;
    private final FanOutShards fanOut;
    private final AggregateGuard aggregates;
    private final SourceMetrics metrics;

    /** Null where nobody asks for duplicates. */
    private final DuplicateCheck duplicates;

    private final ParentShards parents;
    private final List<SubtaskClock.Shard> shardsByIndex = new ArrayList<>();
    private final Map<String, SubtaskClock.Shard> shardsById = new HashMap<>();
    private final boolean wereShardsListed;
    private final boolean beginsAtInstant;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private volatile boolean hasListedShards;
    private long lastWatermark = Long.MIN_VALUE;

    @SuppressWarnings("deprecation") // There is no other way yet to the watermark interval.
    TripFetcher(
            List<String> streams,
            FetcherOutput output,
            RuntimeContext context,
            Properties properties,
            KinesisDeserializationSchema<TripEnvelope> schema,
            KinesisShardAssigner shardAssigner,
            SubtaskClock clock,
            FanOutShards fanOut,
            AggregateGuard aggregates,
            KinesisClients clients,
            DuplicateCheck duplicates,
            ParentShards parents,
            boolean wereShardsListed) {
        super(
                streams,
                output,
                output.getCheckpointLock(),
                context,
                properties,
                schema,
                shardAssigner,
                null,
                null,
                new AtomicReference<>(),
                new ArrayList<>(),
                createInitialSubscribedStreamsToLastDiscoveredShardsState(streams),
                guardedSharing(clients, aggregates),
                client -> fanOut.listenTo(clients.subscribing(client)));
        this.output = output;
        this.checkpointLock = output.getCheckpointLock();
        this.timers = ((StreamingRuntimeContext) context).getProcessingTimeService();
        // 0 is for none, but without watermarks no hour would ever be closed.
        this.watermarkIntervalMillis =
                Math.max(1, context.getExecutionConfig().getAutoWatermarkInterval());
        this.clock = clock;
        this.fanOut = fanOut;
        this.aggregates = aggregates;
        this.duplicates = duplicates;
        this.parents = parents;
        this.wereShardsListed = wereShardsListed;
        this.beginsAtInstant =
                properties.containsKey(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP);
        this.metrics =
                new SourceMetrics(
                        context.getMetricGroup(),
                        timers::getCurrentProcessingTime,
                        aggregates::misplaced);
    }

    /**
     * All shards of a subtask share one client and its connections. The connector would make one
     * for each, which takes some 10 ms of CPU and 40 kB of heap with its first request, and on AWS
     * a TLS handshake.
     */
    static FlinkKinesisProxyFactory guardedSharing(
            KinesisClients clients, AggregateGuard aggregates) {
        AtomicReference<KinesisProxyInterface> shared = new AtomicReference<>();
        return properties -> {
            synchronized (shared) {
                if (shared.get() == null) {
                    shared.set(clients.polling(properties));
                }
                return new GuardedProxy(shared.get(), aggregates);
            }
        };
    }

    @Override
    public void runFetcher() throws Exception {
        synchronized (checkpointLock) {
            hasListedShards = true;
            if (duplicates != null) {
                duplicates.allShardsAdded();
            }
        }
        scheduleWatermark();
        try {
            readUntilStopped();
            output.end();
        } finally {
            output.close();
        }
    }

    private void readUntilStopped() throws Exception {
        try {
            super.runFetcher();
        } catch (RejectedExecutionException e) {
            if (!isStopped.get()) {
                throw e;
            }
            // Stopped while the connector starts its readers. A shard without one is registered,
            // and so its position is in the savepoint.
            awaitTermination();
            if (failure.get() != null) {
                throw new IllegalStateException("a shard could not be read", failure.get());
            }
        }
    }

    @Override
    protected void stopWithError(Throwable error) {
        failure.compareAndSet(null, error);
        super.stopWithError(error);
    }

    /** Also before {@link #runFetcher()}, which then returns at once. */
    @Override
    public void shutdownFetcher() {
        if (isStopped.compareAndSet(false, true)) {
            super.shutdownFetcher();
        }
    }

    /** Whether all shards of this subtask that were there at the start are registered. */
    boolean hasListedShards() {
        return hasListedShards;
    }

    /** The clock, to be asked under the checkpoint lock. */
    SubtaskClock clock() {
        return clock;
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState listed) {
        String shardId = listed.getStreamShardHandle().getShard().getShardId();
        DuplicateCheck recent = duplicates == null ? null : recentOf(listed, shardId);
        synchronized (checkpointLock) {
            if (recent != null) {
                duplicates.add(recent);
            }
            KinesisStreamShardState state = fromTheStart(listed);
            int index = super.registerNewSubscribedShardState(state);
            SubtaskClock.Shard shard = clock.addShard();
            if (state.getLastProcessedSequenceNum()
                    .equals(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get())) {
                shard.ended(timers.getCurrentProcessingTime());
            }
            shardsByIndex.add(index, shard);
            shardsById.put(shardId, shard);
            return index;
        }
    }

    /** What came to a shard lately. Not under the lock, as it may take long to read. */
    private DuplicateCheck recentOf(KinesisStreamShardState state, String shardId) {
        DuplicateCheck recent = duplicates.ofShard(shardId);
        SequenceNumber position = state.getLastProcessedSequenceNum();
        boolean isUnread =
                SentinelSequenceNumber.isSentinelSequenceNumber(position)
                        && !position.equals(
                                SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get());
        if (isUnread && !duplicates.knows(shardId)) {
            try {
                parents.addTo(recent, state.getStreamShardHandle());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the parents were read", e);
            } catch (Exception e) {
                throw new IllegalStateException("the parents of " + shardId + " cannot be read", e);
            }
        }
        return recent;
    }

    /**
     * A shard that the connector takes for a new one, to be read from its beginning, as a
     * checkpoint came before the shards were first listed.
     */
    private KinesisStreamShardState fromTheStart(KinesisStreamShardState state) {
        boolean isTakenForNew =
                state.getLastProcessedSequenceNum()
                        .equals(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
        return isTakenForNew && beginsAtInstant && !wereShardsListed && !hasListedShards
                ? new KinesisStreamShardState(
                        state.getStreamShardMetadata(),
                        state.getStreamShardHandle(),
                        SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get())
                : state;
    }

    /** Takes the place of the connector's way through a queue and its own clocks. */
    @Override
    protected void emitRecordAndUpdateState(
            TripEnvelope envelope, long arrivalMillis, int shardIndex, SequenceNumber position) {
        synchronized (checkpointLock) {
            // The position covers the whole record: all its entries, or after a failure none.
            int index = 0;
            emit(checked(envelope, shardIndex, position, index), arrivalMillis, shardIndex);
            for (TripEnvelope entry = envelope; entry.hasNext(); ) {
                entry = entry.next();
                index++;
                emit(checked(entry, shardIndex, position, index), arrivalMillis, shardIndex);
            }
            updateState(shardIndex, position);
        }
    }

    private TripEnvelope checked(
            TripEnvelope entry, int shardIndex, SequenceNumber position, int index) {
        if (duplicates == null || !entry.isTrip()) {
            return entry;
        }
        StreamShardHandle shard = getSubscribedShardsState().get(shardIndex).getStreamShardHandle();
        String shardId = shard.getShard().getShardId();
        return duplicates.check(
                entry,
                shardId,
                shard.getStreamName(),
                new EntryPlace(
                        shardId,
                        DuplicateCheck.sequence(position.getSequenceNumber()),
                        position.isAggregated()
                                ? (int) position.getSubSequenceNumber() + index
                                : index));
    }

    private void emit(TripEnvelope entry, long arrivalMillis, int shardIndex) {
        if (entry.isTrip()) {
            shardsByIndex.get(shardIndex).observe(entry.trip().pickupMillis());
        }
        metrics.count(entry);
        output.collectWithTimestamp(entry, arrivalMillis);
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber position,
            Properties properties,
            MetricGroup metricGroup,
            StreamShardHandle shardHandle)
            throws InterruptedException {
        RecordPublisher publisher =
                new RestingPublisher(
                        super.createRecordPublisher(position, properties, metricGroup, shardHandle),
                        ShardReader.restAtTip(properties));
        String shardId = shardHandle.getShard().getShardId();
        SubtaskClock.Shard shard = shardsById.get(shardId);
        FanOutShard subscribed = fanOut.shard(shardId);
        subscribed.inspect(new GuardedEvents(aggregates.ofShard(shardHandle)));
        return consumer -> {
            RecordPublisher.RecordPublisherRunResult result =
                    subscribed.outcome(
                            publisher.run(
                                    batch -> {
                                        SequenceNumber last = consumer.accept(batch);
                                        wasRead(shard, batch);
                                        subscribed.wasRead();
                                        return last;
                                    }));
            if (result == RecordPublisher.RecordPublisherRunResult.COMPLETE) {
                ended(shard);
            }
            return result;
        };
    }

    private void wasRead(SubtaskClock.Shard shard, RecordBatch batch) {
        Long millisBehind = batch.getMillisBehindLatest();
        synchronized (checkpointLock) {
            shard.wasRead(
                    batch.getDeaggregatedRecordSize(),
                    millisBehind == null || millisBehind == 0,
                    timers.getCurrentProcessingTime());
        }
    }

    private void ended(SubtaskClock.Shard shard) {
        synchronized (checkpointLock) {
            shard.ended(timers.getCurrentProcessingTime());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A timer that throws fails the task by itself.
    private void scheduleWatermark() {
        timers.registerTimer(
                timers.getCurrentProcessingTime() + watermarkIntervalMillis,
                now -> {
                    emitClock(now);
                    scheduleWatermark();
                });
    }

    private void emitClock(long nowMillis) {
        synchronized (checkpointLock) {
            shardsById.forEach(
                    (shardId, shard) ->
                            fanOut.shard(shardId)
                                    .takeEmptyEvent()
                                    .ifPresent(atTip -> shard.wasRead(0, atTip, nowMillis)));
            long watermark = clock.watermark(nowMillis);
            metrics.shards(clock.shardsBehind(), clock.shardsGiving());
            if (watermark == SubtaskClock.IDLE) {
                output.becomeIdle();
            } else if (watermark > lastWatermark) {
                lastWatermark = watermark;
                metrics.watermark(watermark);
                output.emitWatermark(new Watermark(watermark));
            }
        }
    }
}
