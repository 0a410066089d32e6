package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.StreamName;
import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Where the source begins, and what it keeps of that; nothing is read. */
class KinesisTripSourceTest {

    private static final KinesisStream STREAM =
            KinesisStream.of(
                    StreamName.parse("trips"),
                    Optional.of("us-east-1"),
                    Optional.of(URI.create("http://127.0.0.1:1")));
    private static final RecordSchema SCHEMA =
            new RecordSchema(() -> new TripParser(Duration.ofHours(1))::parse, false);
    private static final StartPosition FIRST = StartPosition.parse("2024-01-31T23:59:59.123Z");
    private static final StartPosition OTHER = StartPosition.parse("2024-02-01T00:00:00Z");
    private static final StartPosition TRIM_HORIZON = StartPosition.parse("TRIM_HORIZON");

    @Test
    void latestIsDecidedOnce() {
        Instant now = Instant.parse("2024-03-01T12:00:00Z");
        assertThat(StartPosition.parse("LATEST").decidedAt(now).instant()).contains(now);
        assertThat(FIRST.decidedAt(now)).isSameAs(FIRST);
        assertThat(TRIM_HORIZON.decidedAt(now).instant()).isEmpty();
    }

    @Test
    void restoredJobGoesOnFromTheInstantAtWhichItBegan() throws Exception {
        OperatorSubtaskState saved = snapshot(FIRST, null);
        assertThat(restored(OTHER, saved).start().instant()).isEqualTo(FIRST.instant());
        OperatorSubtaskState savedAgain = snapshot(TRIM_HORIZON, saved);
        assertThat(restored(OTHER, savedAgain).start().instant()).isEqualTo(FIRST.instant());
        assertThat(restored(OTHER, snapshot(TRIM_HORIZON, null)).start()).isSameAs(OTHER);
    }

    @Test
    void shardsThatNoCheckpointKnewAreReadFromTheInstant() throws Exception {
        OperatorSubtaskState savedBeforeTheShardsWereListed = snapshot(FIRST, null);
        try (Harness harness = new Harness(FIRST, savedBeforeTheShardsWereListed)) {
            TripFetcher fetcher = harness.fetcher();
            fetcher.registerNewSubscribedShardState(
                    shard(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM));
            assertThat(position(fetcher))
                    .isEqualTo(SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
        }
    }

    @Test
    void shardsOfAJobThatBeganAtTheTrimHorizonAreReadFromTheirBeginning() throws Exception {
        try (Harness harness = new Harness(TRIM_HORIZON, snapshot(TRIM_HORIZON, null))) {
            TripFetcher fetcher = harness.fetcher();
            fetcher.registerNewSubscribedShardState(
                    shard(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM));
            assertThat(position(fetcher))
                    .isEqualTo(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
        }
    }

    private static OperatorSubtaskState snapshot(StartPosition start, OperatorSubtaskState from)
            throws Exception {
        try (Harness harness = new Harness(start, from)) {
            return harness.operator.snapshot(1, 1);
        }
    }

    private static StartState restored(StartPosition start, OperatorSubtaskState from)
            throws Exception {
        try (Harness harness = new Harness(start, from)) {
            return harness.source.startState();
        }
    }

    private static SequenceNumber position(TripFetcher fetcher) {
        return fetcher.getSubscribedShardsState().get(0).getLastProcessedSequenceNum();
    }

    private static KinesisStreamShardState shard(SentinelSequenceNumber position) {
        StreamShardHandle handle =
                new StreamShardHandle(
                        "trips",
                        new Shard()
                                .withShardId("shardId-000000000000")
                                .withHashKeyRange(
                                        new HashKeyRange()
                                                .withStartingHashKey("0")
                                                .withEndingHashKey("9")));
        return new KinesisStreamShardState(
                KinesisDataFetcher.convertToStreamShardMetadata(handle), handle, position.get());
    }

    /** The source in its operator, opened and restored, but not running. */
    private static final class Harness implements AutoCloseable {

        private final KinesisTripSource source;
        private final AbstractStreamOperatorTestHarness<TripEnvelope> operator;

        @SuppressWarnings("deprecation") // As the Kinesis consumer is one.
        Harness(StartPosition start, OperatorSubtaskState from) throws Exception {
            source =
                    new KinesisTripSource(
                            STREAM,
                            start,
                            ShardReader.polling(Duration.ofMillis(200)),
                            new EventTimeRules(Duration.ofHours(1), Duration.ofHours(6), 32),
                            Duration.ofMinutes(1),
                            SCHEMA);
            operator = new AbstractStreamOperatorTestHarness<>(new StreamSource<>(source), 1, 1, 0);
            if (from != null) {
                operator.initializeState(from);
            }
            operator.open();
        }

        TripFetcher fetcher() {
            return (TripFetcher)
                    source.createFetcher(
                            List.of("trips"),
                            new NoOutput(),
                            source.getRuntimeContext(),
                            STREAM.clientProperties(),
                            SCHEMA);
        }

        @Override
        public void close() throws IOException {
            try {
                operator.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    @SuppressWarnings("deprecation") // As the Kinesis consumer is one.
    private static final class NoOutput implements SourceFunction.SourceContext<TripEnvelope> {

        @Override
        public void collect(TripEnvelope envelope) {}

        @Override
        public void collectWithTimestamp(TripEnvelope envelope, long timestamp) {}

        @Override
        public void emitWatermark(Watermark mark) {}

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
