package io.github.taxistream.savepoint;

import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.TripEnvelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in a savepoint, and how a job goes on from that of a job that had been drained. */
@Timeout(180)
class SavepointIT {

    private static final String ROWS =
            "SELECT zone_id, hour(hour_start), trips, pane FROM zone_hourly ORDER BY ALL";

    @TempDir Path folder;

    private LocalFlink flink;
    private Path output;

    @BeforeEach
    void start() throws Exception {
        output = folder.resolve("output");
        flink =
                LocalFlink.start(
                        Path.of("flink-conf"),
                        FlinkOptions.local(URI.create("http://127.0.0.1:1"), folder));
    }

    @AfterEach
    void stop() throws IOException {
        flink.close();
    }

    @Test
    void hoursThatADrainLeftOpenAreWrittenByTheNextDrain() throws Exception {
        String drained = drainThatLosesTheOpenHours(Duration.ofHours(3));
        assertThat(Savepoint.read(drained).isDrained()).isTrue();
        assertThat(report("open-hours", drained)).isEqualTo("2 3\n");
        assertThat(output.resolve("zone_hourly")).doesNotExist();

        JobID next =
                submit(new SilentSource(false, true), Duration.ofHours(3), Optional.of(drained));
        awaitRunning(next);
        String drainedAgain = flink.stop(next, true);

        assertThat(ParquetRows.query(output, ROWS))
                .containsExactly("1|9|2|on_time", "2|10|1|on_time");
        assertThat(report("open-hours", drainedAgain)).isEqualTo("0 0\n");
    }

    @Test
    void hoursThatADrainLeftOpenAreWrittenWhenTheyHaveBeenQuiet() throws Exception {
        String drained = drainThatLosesTheOpenHours(Duration.ofSeconds(8));

        JobID next =
                submit(new SilentSource(false, true), Duration.ofSeconds(8), Optional.of(drained));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(ParquetRows.query(output, ROWS))
                                        .containsExactly("1|9|2|quiet", "2|10|1|quiet"));
        String suspended = flink.stop(next, false);

        assertThat(Savepoint.read(suspended).isDrained()).isFalse();
        assertThat(Savepoint.read(suspended).toGoOnFrom()).isEqualTo(suspended);
        assertThat(report("open-hours", suspended)).isEqualTo("0 0\n");
    }

    @Test
    void whatIsNoSavepointIsASentence() throws Exception {
        String nowhere = folder.resolve("nowhere").toString();

        assertThat(report("open-hours", nowhere))
                .startsWith("the savepoint " + nowhere + " cannot be read: ");
        assertThatThrownBy(
                        () ->
                                submit(
                                        new SilentSource(false, true),
                                        Duration.ofHours(3),
                                        Optional.of(nowhere)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no job can go on from " + nowhere);
        assertThat(report("open-doors", nowhere)).startsWith("usage: ");
    }

    /** As a job did whose source was idle when it was drained. */
    private String drainThatLosesTheOpenHours(Duration quietPeriod) throws Exception {
        JobID job = submit(new SilentSource(true, false), quietPeriod, Optional.empty());
        SilentSource.SILENT.await();
        awaitRunning(job);
        return flink.stop(job, true);
    }

    private void awaitRunning(JobID job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> flink.isRunning(job));
    }

    @SuppressWarnings("deprecation") // As the Kinesis consumer is a SourceFunction.
    private JobID submit(SilentSource source, Duration quietPeriod, Optional<String> from)
            throws Exception {
        StreamExecutionEnvironment env = flink.environment();
        env.setParallelism(2);
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(output.toString());
        Workflow.define(
                env.addSource(source, ValueType.TRIP_ENVELOPE)
                        .setParallelism(1)
                        .uid("kinesis-trips"),
                quietPeriod,
                Outputs.of(
                        ZoneHourParquetSink.under(path),
                        RejectedSink.under(path),
                        ArchiveSink.under(path)));
        return flink.submit(env, from);
    }

    private static String report(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SavepointReport.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Emits three trips or none, is idle then, and ends when it is stopped, idle or active. */
    @SuppressWarnings("deprecation") // As the Kinesis consumer is a SourceFunction.
    private static final class SilentSource extends RichParallelSourceFunction<TripEnvelope> {

        private static final long serialVersionUID = 1L;
        private static final CountDownLatch SILENT = new CountDownLatch(1);

        private final boolean emitsTrips;
        private final boolean endsActive;
        private transient CountDownLatch cancelled;

        SilentSource(boolean emitsTrips, boolean endsActive) {
            this.emitsTrips = emitsTrips;
            this.endsActive = endsActive;
        }

        @Override
        public void run(SourceContext<TripEnvelope> output) throws Exception {
            synchronized (this) {
                cancelled = new CountDownLatch(1);
            }
            synchronized (output.getCheckpointLock()) {
                if (emitsTrips) {
                    for (TripEnvelope trip :
                            List.of(
                                    envelope(tripAt(1, "09:10")),
                                    envelope(tripAt(1, "09:20")),
                                    envelope(tripAt(2, "10:10")))) {
                        output.collect(trip);
                    }
                }
                output.markAsTemporarilyIdle();
            }
            SILENT.countDown();
            cancelled.await();
            if (endsActive) {
                output.emitWatermark(Watermark.UNINITIALIZED);
            }
        }

        @Override
        public synchronized void cancel() {
            if (cancelled != null) {
                cancelled.countDown();
            }
        }
    }
}
