package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.source.duplicate.EntryPlace;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * What {@link TripFetcher} does with each record of one shard, without Kinesis: buffer, lock,
 * clock, counters, and a watermark from a timer.
 */
@SuppressWarnings("deprecation") // The Kinesis consumer is a SourceFunction.
public final class ClockedOutput {

    private static final String STREAM = "trips";
    private static final String SHARD = "shardId-000000000000";

    /** As long as Kinesis has them. */
    private static final String SEQUENCE =
            "49590338271490256608559692538361571095921575989136588898";

    private final SourceFunction.SourceContext<TripEnvelope> output;
    private final ProcessingTimeService timers;
    private final long watermarkIntervalMillis;
    private final SubtaskClock clock;
    private final SubtaskClock.Shard shard;
    private final SourceMetrics metrics;
    private final ShardBuffer buffer = new ShardBuffer(0);
    private DuplicateCheck duplicates;
    private long lastWatermark = Long.MIN_VALUE;

    public ClockedOutput(
            SourceFunction.SourceContext<TripEnvelope> output,
            RuntimeContext context,
            EventTimeRules rules,
            Duration idleShard) {
        this.output = output;
        this.timers = ((StreamingRuntimeContext) context).getProcessingTimeService();
        this.watermarkIntervalMillis = context.getExecutionConfig().getAutoWatermarkInterval();
        this.clock = new SubtaskClock(rules, idleShard);
        this.shard = clock.addShard();
        this.metrics =
                new SourceMetrics(
                        context.getMetricGroup(), timers::getCurrentProcessingTime, () -> 0);
        scheduleWatermark();
    }

    /** Rejects trips that are sent again within so long. */
    public void rejectDuplicates(Duration horizon) {
        duplicates = new DuplicateCheck(horizon);
        duplicates.add(duplicates.ofShard(SHARD));
    }

    /** What a checkpoint holds of the trips that came. */
    public List<byte[]> recentEntries() {
        return duplicates == null ? List.of() : duplicates.snapshot();
    }

    /** Emits one record, all its entries, now or with the next ones. */
    public void emit(TripEnvelope envelope, long arrivalMillis) {
        buffer.add(envelope, arrivalMillis, null);
        if (buffer.isFull()) {
            emitBuffered();
        }
    }

    private void emitBuffered() {
        synchronized (output.getCheckpointLock()) {
            buffer.emptyInto(this::emitRecord);
        }
    }

    private void emitRecord(
            TripEnvelope record, long arrivalMillis, int shardIndex, SequenceNumber position) {
        emitEntry(record, arrivalMillis);
        for (TripEnvelope entry = record; entry.hasNext(); ) {
            entry = entry.next();
            emitEntry(entry, arrivalMillis);
        }
    }

    private void emitEntry(TripEnvelope given, long arrivalMillis) {
        TripEnvelope entry = given;
        if (duplicates != null && given.isTrip()) {
            EntryPlace place = new EntryPlace(SHARD, SEQUENCE, 0);
            entry = duplicates.check(given, SHARD, STREAM, place);
        }
        if (entry.isTrip()) {
            shard.observe(entry.trip().pickupMillis());
        }
        metrics.count(entry);
        output.collectWithTimestamp(entry, arrivalMillis);
    }

    /** Emits the last records of an answer, and takes note of its end, with more to come. */
    public void wasRead(int records) {
        emitBuffered();
        synchronized (output.getCheckpointLock()) {
            shard.wasRead(records, false, timers.getCurrentProcessingTime());
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
        synchronized (output.getCheckpointLock()) {
            long watermark = clock.watermark(nowMillis);
            if (watermark != SubtaskClock.IDLE && watermark > lastWatermark) {
                lastWatermark = watermark;
                output.emitWatermark(new Watermark(watermark));
            }
        }
    }
}
