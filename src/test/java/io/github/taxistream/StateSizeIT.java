package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.JobWatch;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the job remembers is the open hours, not the trips. */
@Timeout(900)
class StateSizeIT {

    @TempDir Path folder;

    @Test
    void aCheckpointDoesNotGrowWithTheTripsOfTheSameHours() throws Exception {
        try (LocalFlink flink = LocalFlink.start(Path.of("flink-conf"), options())) {
            long few = checkpointBytes(flink, 10_000);
            long more = checkpointBytes(flink, 100_000);
            long many = checkpointBytes(flink, 1_000_000);
            System.out.printf(
                    "checkpoint bytes after 10,000 trips %,d, 100,000 %,d, 1,000,000 %,d%n",
                    few, more, many);
            assertThat(few).isGreaterThan(10_000);
            assertThat(more).isLessThanOrEqualTo(few * 12 / 10);
            assertThat(many).isLessThanOrEqualTo(few * 12 / 10);
        }
    }

    @SuppressWarnings("deprecation") // See SameHours.
    private long checkpointBytes(LocalFlink flink, long trips) throws Exception {
        SameHours.EMITTED.set(0);
        StreamExecutionEnvironment env = flink.environment();
        String output = folder.resolve("out-" + trips).toUri().toString();
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(output);
        Workflow.define(
                env.addSource(new SameHours(trips)).returns(ValueType.TRIP_ENVELOPE),
                Duration.ofHours(3),
                Outputs.of(
                        ZoneHourParquetSink.under(path),
                        RejectedSink.under(path),
                        ArchiveSink.under(path)));
        JobID job = flink.submit(env, Optional.empty());
        await().atMost(Duration.ofMinutes(5)).until(() -> SameHours.EMITTED.get() == trips);
        JobWatch watch = new JobWatch(flink.webUi(), job.toHexString());
        int before = watch.checkpoints();
        await().atMost(Duration.ofMinutes(5)).until(() -> watch.checkpoints() >= before + 2);
        long bytes = watch.lastCheckpointBytes();
        flink.cancel(job);
        return bytes;
    }

    private Map<String, String> options() {
        return Map.of(
                "rest.port", "0",
                "web.refresh-interval", "100",
                "execution.checkpointing.interval", "500 ms",
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    }

    /** Trips of 100 zones over the same 5 hours, none of which is closed; then waits. */
    @SuppressWarnings("deprecation") // The newer sources are not in the job's dependencies.
    private static final class SameHours implements SourceFunction<TripEnvelope> {

        static final AtomicLong EMITTED = new AtomicLong();

        private static final long serialVersionUID = 1L;
        private static final long START = Instant.parse("2024-01-31T00:00:00Z").toEpochMilli();
        private static final int ZONES = 100;
        private static final int SECONDS = 5 * 3600;

        private final long trips;
        private volatile boolean isCancelled;

        SameHours(long trips) {
            this.trips = trips;
        }

        @Override
        public void run(SourceContext<TripEnvelope> output) throws InterruptedException {
            for (long i = 0; i < trips && !isCancelled; i++) {
                synchronized (output.getCheckpointLock()) {
                    output.collectWithTimestamp(trip(i), START);
                }
                EMITTED.set(i + 1);
            }
            synchronized (this) {
                while (!isCancelled) {
                    wait(100);
                }
            }
        }

        private static TripEnvelope trip(long i) {
            // 7919 is prime: each zone has had all hours after a few trips.
            long pickup = START + i / ZONES * 7919 % SECONDS * 1000;
            int zone = 1 + (int) (i % ZONES);
            return TripEnvelope.of(new Trip(zone, pickup, 1, 600, 250, 1200, 200, 0, 1400), START);
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}
