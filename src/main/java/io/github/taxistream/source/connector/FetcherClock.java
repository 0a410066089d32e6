package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.SubtaskClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Reports the reads of a fetcher's shards to a {@link SubtaskClock}, and emits the resulting
 * watermark.
 */
final class FetcherClock {

    private final SubtaskClock clock;
    private final GuardedKinesis kinesis;
    private final FetcherOutput output;
    private final Object checkpointLock;
    private final ProcessingTimeService timers;
    private final SourceMetrics metrics;
    private final List<SubtaskClock.Shard> shardsByIndex = new ArrayList<>();
    private final Map<String, SubtaskClock.Shard> shardsById = new HashMap<>();
    private long lastWatermark = Long.MIN_VALUE;

    FetcherClock(
            SubtaskClock clock,
            GuardedKinesis kinesis,
            FetcherOutput output,
            ProcessingTimeService timers,
            SourceMetrics metrics) {
        this.clock = clock;
        this.kinesis = kinesis;
        this.output = output;
        this.checkpointLock = output.getCheckpointLock();
        this.timers = timers;
        this.metrics = metrics;
    }

    /** The clock; the caller holds the checkpoint lock while using it. */
    SubtaskClock clock() {
        return clock;
    }

    /**
     * Adds a shard; the caller holds the checkpoint lock.
     *
     * @param index the connector's index of it
     */
    void addShard(int index, String shardId) {
        SubtaskClock.Shard shard = clock.addShard();
        shardsByIndex.add(index, shard);
        shardsById.put(shardId, shard);
    }

    /** Takes note of a shard's next trip; the caller holds the checkpoint lock. */
    void observe(int shardIndex, long pickupMillis) {
        shardsByIndex.get(shardIndex).observe(pickupMillis);
    }

    /**
     * Takes note of a read, once all its records were emitted.
     *
     * @param records how many records it gave
     * @param atTip whether the shard had no more
     */
    void wasRead(String shardId, int records, boolean atTip) {
        synchronized (checkpointLock) {
            shardsById.get(shardId).wasRead(records, atTip, timers.getCurrentProcessingTime());
        }
    }

    /** Takes note that a shard is closed and was read to its end. */
    void ended(String shardId) {
        synchronized (checkpointLock) {
            shardsById.get(shardId).ended(timers.getCurrentProcessingTime());
        }
    }

    /** Starts emitting watermarks, one each interval at most. */
    @SuppressWarnings("FutureReturnValueIgnored") // A timer that throws fails the task by itself.
    void start(long intervalMillis) {
        timers.registerTimer(
                timers.getCurrentProcessingTime() + intervalMillis,
                now -> {
                    tick(now);
                    start(intervalMillis);
                });
    }

    private void tick(long nowMillis) {
        synchronized (checkpointLock) {
            shardsById.forEach(
                    (shardId, shard) ->
                            kinesis.subscribed(shardId)
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
