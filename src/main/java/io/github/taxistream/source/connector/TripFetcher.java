package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** The connector's fetcher with emission and event time of our own, and a check for duplicates. */
final class TripFetcher extends KinesisDataFetcher<TripEnvelope> {

    private final FetcherOutput output;
    private final Object checkpointLock;
    private final GuardedKinesis kinesis;
    private final ShardDuplicates duplicates;
    private final StartState start;
    private final FetcherClock clock;
    private final EntryEmitter entries;
    private final long watermarkIntervalMillis;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private volatile boolean hasListedShards;

    private final Map<Integer, ShardBuffer> buffersByIndex = new ConcurrentHashMap<>();
    private final Map<String, ShardBuffer> buffersById = new ConcurrentHashMap<>();

    /**
     * @param given what the connector hands to a fetcher
     * @param kinesis where the shards are
     * @param subtaskClock the clock of the subtask, still without shards
     * @param duplicates what becomes of trips that were sent again
     * @param start where the reading of the stream began
     */
    @SuppressWarnings("deprecation") // There is no other way yet to get the watermark interval.
    TripFetcher(
            FetcherArguments given,
            GuardedKinesis kinesis,
            SubtaskClock subtaskClock,
            ShardDuplicates duplicates,
            StartState start) {
        super(
                given.streams,
                given.output,
                given.output.getCheckpointLock(),
                given.context,
                given.properties,
                given.schema,
                given.shardAssigner,
                null,
                null,
                new AtomicReference<>(),
                new ArrayList<>(),
                createInitialSubscribedStreamsToLastDiscoveredShardsState(given.streams),
                kinesis::polling,
                kinesis::subscribing);
        this.output = given.output;
        this.checkpointLock = output.getCheckpointLock();
        this.kinesis = kinesis;
        this.duplicates = duplicates;
        this.start = start;
        ProcessingTimeService timers =
                ((StreamingRuntimeContext) given.context).getProcessingTimeService();
        SourceMetrics metrics = metrics(given, timers, kinesis);
        this.clock = new FetcherClock(subtaskClock, kinesis, output, timers, metrics);
        this.entries = new EntryEmitter(output, clock, metrics, duplicates, this::shard);
        // 0 would mean no watermarks, and no hour would ever be closed.
        this.watermarkIntervalMillis =
                Math.max(1, given.context.getExecutionConfig().getAutoWatermarkInterval());
    }

    private StreamShardHandle shard(int index) {
        return getSubscribedShardsState().get(index).getStreamShardHandle();
    }

    private static SourceMetrics metrics(
            FetcherArguments given, ProcessingTimeService timers, GuardedKinesis kinesis) {
        return new SourceMetrics(
                given.context.getMetricGroup(),
                timers::getCurrentProcessingTime,
                kinesis::misplaced);
    }

    @Override
    public void runFetcher() throws Exception {
        synchronized (checkpointLock) {
            hasListedShards = true;
            duplicates.allShardsAdded();
        }
        clock.start(watermarkIntervalMillis);
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

    /** The clock; the caller holds the checkpoint lock while using it. */
    SubtaskClock clock() {
        return clock.clock();
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState listed) {
        String shardId = listed.getStreamShardHandle().getShard().getShardId();
        DuplicateCheck recent = duplicates.areRejected() ? duplicates.recentOf(listed) : null;
        synchronized (checkpointLock) {
            if (recent != null) {
                duplicates.add(recent);
            }
            KinesisStreamShardState state = fromTheStart(listed);
            int index = super.registerNewSubscribedShardState(state);
            clock.addShard(index, shardId);
            ShardBuffer buffer = new ShardBuffer(index);
            buffersByIndex.put(index, buffer);
            buffersById.put(shardId, buffer);
            if (isAt(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM, state)) {
                clock.ended(shardId);
            }
            return index;
        }
    }

    /**
     * The shard's first position: from the start instant, if the connector takes it for a new shard
     * only because the checkpoint was taken before the shards were first listed.
     */
    private KinesisStreamShardState fromTheStart(KinesisStreamShardState state) {
        boolean isTakenForNew = isAt(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM, state);
        return isTakenForNew && start.readsUnknownShardsFromInstant() && !hasListedShards
                ? new KinesisStreamShardState(
                        state.getStreamShardMetadata(),
                        state.getStreamShardHandle(),
                        SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get())
                : state;
    }

    private static boolean isAt(SentinelSequenceNumber position, KinesisStreamShardState state) {
        return state.getLastProcessedSequenceNum().equals(position.get());
    }

    /** Replaces the connector's own way, through a queue and its own clocks. */
    @Override
    protected void emitRecordAndUpdateState(
            TripEnvelope record, long arrivalMillis, int shardIndex, SequenceNumber position) {
        ShardBuffer buffer = buffersByIndex.get(shardIndex);
        buffer.add(record, arrivalMillis, position);
        if (buffer.isFull()) {
            empty(buffer);
        }
    }

    /** Emits what is in a buffer; by the shard's own thread. */
    private void empty(ShardBuffer buffer) {
        if (buffer.isEmpty()) {
            return;
        }
        synchronized (checkpointLock) {
            buffer.emptyInto(this::emitRecord);
        }
    }

    private void emitRecord(
            TripEnvelope record, long arrivalMillis, int shardIndex, SequenceNumber position) {
        entries.emit(record, arrivalMillis, shardIndex, position);
        updateState(shardIndex, position);
    }

    /** Refuses a checkpoint once an entry has failed; the caller holds the checkpoint lock. */
    void requireWholeRecords() {
        entries.requireWholeRecords();
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber position,
            Properties properties,
            MetricGroup metricGroup,
            StreamShardHandle shard)
            throws InterruptedException {
        String shardId = shard.getShard().getShardId();
        return new ClockedPublisher(
                new RestingPublisher(
                        super.createRecordPublisher(position, properties, metricGroup, shard),
                        ShardReader.restAtTip(properties)),
                kinesis.subscribed(shard, position),
                clock,
                shardId,
                () -> empty(buffersById.get(shardId)));
    }
}
