package io.github.taxistream.source;

import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The source's output, deaf to the connector when it says that a subtask is idle: it says so at
 * once when the last of its shards ends, long before it finds the shards that follow it.
 */
@SuppressWarnings("deprecation") // The connector is written for it.
final class FetcherOutput implements SourceFunction.SourceContext<TripEnvelope> {

    private final SourceFunction.SourceContext<TripEnvelope> output;

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
        output.emitWatermark(watermark);
    }

    @Override
    public void markAsTemporarilyIdle() {}

    /** What {@link SubtaskClock} says counts. */
    void becomeIdle() {
        output.markAsTemporarilyIdle();
    }

    @Override
    public Object getCheckpointLock() {
        return output.getCheckpointLock();
    }

    @Override
    public void close() {
        output.close();
    }
}
