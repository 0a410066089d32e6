package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The source's output, deaf to the connector when it says that a subtask is idle: it says so at
 * once when the last of its shards ends, long before it finds the shards that follow it.
 *
 * <p>While an output is idle, Flink drops every watermark on it, and so the one at the end of a
 * drain, which closes all open hours. Hence {@link #end()} makes it active again.
 *
 * <p>When a job is stopped, the clock may tick once more after the last record, before Flink takes
 * its timers away. Once closed, this takes it without a word, where Flink's own output would fail
 * the task, and the savepoint with it.
 */
@SuppressWarnings("deprecation") // The connector is written for it.
final class FetcherOutput implements SourceFunction.SourceContext<TripEnvelope> {

    private final SourceFunction.SourceContext<TripEnvelope> output;
    private Watermark last = Watermark.UNINITIALIZED;
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
                last = watermark;
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

    /**
     * Takes note that all was read that will be: the output becomes active, so that it passes
     * Flink's last watermark on, and the clock is not heard any more.
     */
    void end() {
        synchronized (getCheckpointLock()) {
            if (!closed) {
                // The same watermark once more moves no time; it only says "active".
                output.emitWatermark(last);
                closed = true;
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
