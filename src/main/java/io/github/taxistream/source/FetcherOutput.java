package io.github.taxistream.source;

import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The source's output, deaf to the connector when it says that a subtask is idle: it says so at
 * once when the last of its shards ends, long before it finds the shards that follow it.
 *
 * <p>When a job is stopped, the clock may tick once more after the last record, before Flink takes
 * its timers away. Once closed, this takes it without a word, where Flink's own output would fail
 * the task, and the savepoint with it.
 */
@SuppressWarnings("deprecation") // The connector is written for it.
final class FetcherOutput implements SourceFunction.SourceContext<TripEnvelope> {

    private final SourceFunction.SourceContext<TripEnvelope> output;
    private boolean closed; // By the source's thread, and seen by the timers', under the lock.

    FetcherOutput(SourceFunction.SourceContext<TripEnvelope> output) {
        this.output = output;
    }

    @Override
    public void collect(TripEnvelope envelope) {
        output.collect(envelope);
    }

    @Override
    public void collectWithTimestamp(TripEnvelope envelope, long timestamp) {
        output.collectWithTimestamp(envelope, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        synchronized (getCheckpointLock()) {
            if (!closed) {
                output.emitWatermark(watermark);
            }
        }
    }

    @Override
    public void markAsTemporarilyIdle() {}

    /** What {@link SubtaskClock} says counts. */
    void becomeIdle() {
        synchronized (getCheckpointLock()) {
            if (!closed) {
                output.markAsTemporarilyIdle();
            }
        }
    }

    @Override
    public Object getCheckpointLock() {
        return output.getCheckpointLock();
    }

    @Override
    public void close() {
        synchronized (getCheckpointLock()) {
            closed = true;
            output.close();
        }
    }
}
