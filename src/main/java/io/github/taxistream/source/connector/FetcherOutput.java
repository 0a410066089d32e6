package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The source's output, which ignores the connector when it marks a subtask as idle: it does so as
 * soon as the last of its shards ends, long before it discovers the child shards.
 *
 * <p>While an output is idle, Flink drops its watermarks, even the one at the end of a drain, which
 * closes all open hours. So {@link #end()} makes it active again.
 *
 * <p>When a job is stopped, the clock may tick once more after the last record, before Flink stops
 * its timers. Once closed, this output ignores that watermark. Flink's own output would fail the
 * task, and the savepoint with it.
 */
@SuppressWarnings("deprecation") // The connector's interface.
final class FetcherOutput implements SourceFunction.SourceContext<TripEnvelope> {

    private final SourceFunction.SourceContext<TripEnvelope> output;
    private Watermark last = Watermark.UNINITIALIZED;
    private boolean
            closed; // Written by the source's thread, read by the timers' thread, under the lock.

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

    /** Marks the output as idle: only {@link SubtaskClock} decides that. */
    void becomeIdle() {
        synchronized (getCheckpointLock()) {
            if (!closed) {
                output.markAsTemporarilyIdle();
            }
        }
    }

    /**
     * Ends the output after the last record: it becomes active, so that it passes on Flink's last
     * watermark, and ignores the clock from now on.
     */
    void end() {
        synchronized (getCheckpointLock()) {
            if (!closed) {
                // The same watermark again does not advance time; it only makes the output active.
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
