package io.github.taxistream.sink;

import static io.github.taxistream.support.Trips.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.support.SharedFlink;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that begins anew on an output, in a real job with its failures. */
@Timeout(120)
class ExistingRowsTest {

    private static final String NEVER = "1 h";
    private static final String OFTEN = "50 ms";

    @TempDir Path output;

    @Test
    void jobThatBeginsAnewOverRowsOfAnotherRunEndsForGood() throws Exception {
        run(Failure.NONE, OFTEN, refused());
        assertThatThrownBy(() -> run(Failure.NONE, OFTEN, refused()))
                .rootCause()
                .hasMessageContainingAll(
                        "the output " + output + " has rows of an earlier run (pickup_hour=",
                        ".parquet",
                        "set output.existing to ADD");
        assertThat(trips()).isEqualTo(Rows.COUNT);
    }

    @Test
    void jobThatFailsBeforeItsFirstCheckpointBeginsAnewAndCountsEachTripOnce() throws Exception {
        run(Failure.BEFORE_A_CHECKPOINT, NEVER, refused());
        assertThat(trips()).isEqualTo(Rows.COUNT);
    }

    @Test
    void jobThatFailsWhenItsFirstRowsAreVisibleGoesOnOverThem() throws Exception {
        run(Failure.AFTER_TWO_CHECKPOINTS, OFTEN, refused());
        assertThat(trips()).isEqualTo(Rows.COUNT);
    }

    @Test
    void rowsOfAnotherRunAreAddedToWhereThatIsAskedFor() throws Exception {
        run(Failure.NONE, OFTEN, refused());
        run(Failure.NONE, OFTEN, ExistingRows.addedTo());
        assertThat(trips()).isEqualTo(2 * Rows.COUNT);
    }

    @Test
    void rejectedRecordsOfAnotherRunAreRefusedToo() throws Exception {
        write("rejected/arrival_date=2024-01-31/part-0-0.jsonl");
        assertThatThrownBy(() -> refused().requireNone())
                .hasMessageContaining("(arrival_date=2024-01-31/part-0-0.jsonl)");
    }

    @Test
    void whatIsNoPartOfTheOutputDoesNotCount() throws Exception {
        Files.createDirectories(
                output.resolve("zone_hourly/pickup_date=2024-01-31/pickup_hour=01"));
        write("zone_hourly/pickup_date=2024-01-31/pickup_hour=02/.part-0-0.parquet.inprogress.1");
        write("zone_hourly/_temporary/part-0-0.parquet");
        write("archive/2024/01/31/01/part-0-0.json.gz");
        write(".write-check-1");
        assertThatCode(() -> refused().requireNone()).doesNotThrowAnyException();
    }

    @Test
    void newestSavepointOrCheckpointIsNamed(@TempDir Path state) throws Exception {
        Path first = savedState(state.resolve("savepoints/savepoint-1"), 10);
        savedState(state.resolve("checkpoints/0a1b/chk-7"), 20);
        Path newest = savedState(state.resolve("checkpoints/0a1b/chk-8"), 30);
        write("zone_hourly/pickup_date=2024-01-31/pickup_hour=02/part-0-0.parquet");
        ExistingRows rows =
                ExistingRows.refused(
                        path(output),
                        SavedStates.in(
                                List.of(
                                        state.resolve("nowhere").toString(),
                                        state.resolve("savepoints").toString(),
                                        state.resolve("checkpoints").toUri().toString())));
        assertThatThrownBy(rows::requireNone)
                .hasMessageContaining("(the newest of any job here is file:" + newest + ")");

        assertThatCode(() -> SavedStates.require(first.toString())).doesNotThrowAnyException();
        assertThatCode(() -> SavedStates.require(first.resolve("_metadata").toUri().toString()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SavedStates.require("/tmp/nosuch"))
                .hasMessage(
                        "there is no savepoint or checkpoint at /tmp/nosuch: that is a folder with"
                                + " a file _metadata");
        assertThatThrownBy(() -> SavedStates.require(newest.getParent().toString()))
                .hasMessageContaining("with a file _metadata, like file:" + newest);
        assertThatThrownBy(() -> SavedStates.require("nosuch://x"))
                .hasMessageContaining("the savepoint at nosuch://x cannot be read");
    }

    private ExistingRows refused() {
        return ExistingRows.refused(path(output), SavedStates.in(List.of()));
    }

    @SuppressWarnings("deprecation") // See Rows.
    private void run(Failure failure, String checkpointInterval, ExistingRows existing)
            throws Exception {
        StreamExecutionEnvironment env = SharedFlink.environment(1);
        env.configure(
                Configuration.fromMap(
                        Map.of(
                                "execution.checkpointing.interval", checkpointInterval,
                                "restart-strategy.type", "fixed-delay",
                                "restart-strategy.fixed-delay.attempts", "1000000",
                                "restart-strategy.fixed-delay.delay", "1 ms")));
        env.addSource(new Rows(failure), ValueType.ZONE_HOUR)
                .uid("rows")
                .sinkTo(ZoneHourParquetSink.under(path(output), existing))
                .uid("sink");
        SharedFlink.run(env);
    }

    private long trips() throws Exception {
        return Long.parseLong(
                ParquetRows.query(output, "SELECT sum(trips) FROM zone_hourly").get(0));
    }

    private void write(String file) throws Exception {
        Path path = output.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }

    private static Path savedState(Path folder, int second) throws Exception {
        Files.createDirectories(folder);
        Path metadata = Files.writeString(folder.resolve("_metadata"), "x");
        Files.setLastModifiedTime(
                metadata, FileTime.from(Instant.EPOCH.plusSeconds(1_700_000_000 + second)));
        return folder;
    }

    private static org.apache.flink.core.fs.Path path(Path path) {
        return new org.apache.flink.core.fs.Path(path.toString());
    }

    private enum Failure {
        NONE,
        BEFORE_A_CHECKPOINT,
        AFTER_TWO_CHECKPOINTS
    }

    /** Emits rows of one trip each, goes on from checkpoints, and fails once. */
    @SuppressWarnings("deprecation") // The newer source needs five classes for this.
    private static final class Rows
            implements SourceFunction<ZoneHour>, CheckpointedFunction, CheckpointListener {

        static final int COUNT = 40;

        private static final long serialVersionUID = 1L;
        private static final AtomicInteger IDS = new AtomicInteger();
        private static final Set<Integer> FAILED = ConcurrentHashMap.newKeySet();

        private final Failure failure;
        private final int id = IDS.incrementAndGet();
        private transient ListState<Integer> kept;
        private final AtomicInteger checkpoints = new AtomicInteger();
        private int emitted;
        private volatile boolean isCancelled;

        Rows(Failure failure) {
            this.failure = failure;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            kept =
                    context.getOperatorStateStore()
                            .getListState(new ListStateDescriptor<>("emitted", Types.INT));
            for (int restored : kept.get()) {
                emitted = restored;
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            kept.update(List.of(emitted));
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            checkpoints.incrementAndGet();
        }

        @Override
        public void run(SourceContext<ZoneHour> context) throws Exception {
            while (emitted < COUNT && !isCancelled) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(row(1 + emitted, "09:00", 1, Pane.ON_TIME));
                    emitted++;
                }
                if (emitted == COUNT / 2 && failure != Failure.NONE && FAILED.add(id)) {
                    fail();
                }
            }
        }

        private void fail() throws InterruptedException {
            while (failure == Failure.AFTER_TWO_CHECKPOINTS
                    && checkpoints.get() < 2
                    && !isCancelled) {
                Thread.sleep(5);
            }
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}
