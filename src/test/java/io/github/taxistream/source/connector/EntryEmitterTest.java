package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.junit.jupiter.api.Test;

class EntryEmitterTest {

    private static final String FAILS = "fails";

    private final List<String> emitted = new ArrayList<>();
    private final EntryEmitter emitter =
            new EntryEmitter(
                    new FetcherOutput(new FailingContext()),
                    null,
                    new SourceMetrics(new UnregisteredMetricsGroup(), () -> 0, () -> 0),
                    ShardDuplicates.KEPT,
                    index -> null);

    @Test
    void allEntriesOfARecordAreEmittedInTheirOrder() {
        emit(entry("a").followedBy(entry("b")));
        emit(entry("c"));

        assertThat(emitted).containsExactly("a", "b", "c");
        emitter.requireWholeRecords();
    }

    /** One entry of the first shard's record is out, but the shard's position does not say so. */
    @Test
    void onceAnEntryHasFailedNoCheckpointIsTakenWhateverOtherShardsDo() {
        assertThatThrownBy(() -> emit(entry("a").followedBy(entry(FAILS))))
                .hasMessageContaining("no room");

        assertThatThrownBy(() -> emit(entry("b"))).hasMessageContaining("could not be emitted");
        assertThatThrownBy(emitter::requireWholeRecords)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not be emitted");
        assertThat(emitted).containsExactly("a");
    }

    private void emit(TripEnvelope record) {
        emitter.emit(record, 0, 0, new SequenceNumber("1"));
    }

    private static TripEnvelope entry(String detail) {
        return TripEnvelope.rejected(
                new Rejection(RejectReason.NOT_JSON, detail, "trips", "shard", "1"),
                0,
                new byte[0]);
    }

    /** Fails as a writer in the same chain may. */
    @SuppressWarnings("deprecation") // The Kinesis consumer is a SourceFunction.
    private final class FailingContext implements SourceFunction.SourceContext<TripEnvelope> {

        @Override
        public void collect(TripEnvelope entry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void collectWithTimestamp(TripEnvelope entry, long timestamp) {
            if (entry.rejection().detail().equals(FAILS)) {
                throw new IllegalArgumentException("no room");
            }
            emitted.add(entry.rejection().detail());
        }

        @Override
        public void emitWatermark(Watermark mark) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void markAsTemporarilyIdle() {}

        @Override
        public Object getCheckpointLock() {
            return this;
        }

        @Override
        public void close() {}
    }
}
