package io.github.taxistream.stopping;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.savepoint.Savepoint;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.source.connector.SourceWatch;
import io.github.taxistream.source.connector.WatchedSource;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.core.ConditionTimeoutException;

/** A job that is stopped in one way in one state of its source, goes on, and has to be exact. */
final class StopCell {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LAST_ZONE = 200;

    private final Stop stop;
    private final SourceState state;
    private final boolean isFanOut;
    private final LocalFlink flink;
    private final URI kinesis;
    private final Path output;
    private final String name;
    private final List<Trip> sent = new ArrayList<>();
    private LocalStream stream;
    private volatile boolean keepsSending;
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    StopCell(
            Stop stop,
            SourceState state,
            boolean isFanOut,
            LocalFlink flink,
            URI kinesis,
            Path folder) {
        this.stop = stop;
        this.state = state;
        this.isFanOut = isFanOut;
        this.flink = flink;
        this.kinesis = kinesis;
        this.name = stop + "-" + state + (isFanOut ? "-FAN_OUT" : "-POLLING");
        this.output = folder.resolve(name);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Runs it all.
     *
     * @param killer tells that the job may lose its TaskManager, and completes when it has
     */
    void run(Killer killer) throws Exception {
        try (LocalStream opened = LocalStream.create(kinesis, name, state.shards())) {
            stream = opened;
            state.prepare(this);
            JobID job = submit(state.discovery(), Optional.empty());
            state.bringAbout(this);
            awaitCheckpoint(job);
            awaitRunning(job);
            JobID next = stopAndGoOn(job, killer);
            sendLast();
            int lastRecords = stream.openShards().size();
            until("the last is read", watch -> watch.tripsFrom(LAST_ZONE) == lastRecords);
            until("all is read", watch -> watch.isAtTip(state.parallelism()));
            awaitRunning(next);
            flink.stop(next, true);
            assertThat(rows()).containsExactlyElementsOf(expected());
        } finally {
            keepsSending = false;
        }
    }

    private JobID stopAndGoOn(JobID job, Killer killer) throws Exception {
        if (stop == Stop.KILL) {
            killer.kill();
            until("it runs again", watch -> watch.starts() == 2 * state.parallelism());
            endSending();
            return job;
        }
        String goOnFrom;
        if (stop == Stop.CANCEL) {
            flink.cancel(job);
            goOnFrom = lastCheckpoint(job);
        } else {
            goOnFrom = flink.stop(job, stop == Stop.DRAIN);
        }
        endSending();
        if (stop == Stop.DRAIN) {
            assertThat(tripsIn(rows())).isEqualTo(watch().trips());
            assertThat(Savepoint.read(goOnFrom).openHours().zoneHours()).isZero();
        }
        watch().forget();
        return submit(SourceState.AT_THE_TIP.discovery(), Optional.of(goOnFrom));
    }

    @SuppressWarnings("deprecation") // As the Kinesis consumer is a SourceFunction.
    private JobID submit(Duration discovery, Optional<String> from) throws Exception {
        StreamExecutionEnvironment env = flink.environment();
        env.setParallelism(state.parallelism());
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(output.toString());
        Workflow.define(
                env.addSource(
                                new WatchedSource(
                                        kinesis,
                                        name,
                                        isFanOut,
                                        state.idleShard(),
                                        discovery,
                                        () -> new TripParser(Duration.ofHours(1))::parse))
                        .uid("kinesis-trips"),
                Duration.ofHours(3),
                Outputs.of(
                        ZoneHourParquetSink.under(path),
                        RejectedSink.under(path),
                        ArchiveSink.under(path)));
        return flink.submit(env, from);
    }

    private void awaitRunning(JobID job) {
        await(name + ": all tasks run").atMost(PATIENCE).until(() -> flink.isRunning(job));
    }

    private void awaitCheckpoint(JobID job) {
        Path checkpoints = Path.of(URI.create(flink.checkpoints(job)));
        Optional<String> before = latest(checkpoints);
        await(name + ": a checkpoint")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                latest(checkpoints).isPresent()
                                        && !latest(checkpoints).equals(before));
    }

    private String lastCheckpoint(JobID job) {
        return latest(Path.of(URI.create(flink.checkpoints(job)))).orElseThrow();
    }

    private static Optional<String> latest(Path checkpoints) {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(checkpoints)) {
            return all.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingInt(StopCell::number))
                    .map(Path::toString);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().replaceAll("\\D", ""));
    }

    // What a state is brought about by.

    SourceWatch watch() {
        return SourceWatch.of(name);
    }

    /** How many trips were sent. */
    synchronized int sent() {
        return sent.size();
    }

    void until(String what, Predicate<SourceWatch> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> condition.test(watch()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    String.format("not \"%s\" but %d sent, %s", what, sent(), watch()), e);
        }
    }

    /** Sends so many trips to each open shard. */
    void send(int trips) {
        for (String shard : stream.openShards()) {
            sendTo(
                    shard,
                    IntStream.range(0, trips)
                            .mapToObj(
                                    i ->
                                            tripAt(
                                                    1 + i % 7,
                                                    String.format("%02d:%02d", 9 + i % 3, i % 60)))
                            .collect(Collectors.toList()));
        }
    }

    private void sendLast() {
        for (String shard : stream.openShards()) {
            sendTo(shard, List.of(tripAt(LAST_ZONE, "11:30")));
        }
    }

    /** Sends a trip to a shard every now and then until the job was stopped. */
    void keepSendingTo(int shard) {
        String shardId = stream.openShards().get(shard);
        keepsSending = true;
        sending =
                CompletableFuture.runAsync(
                        () -> {
                            while (keepsSending) {
                                sendTo(shardId, List.of(tripAt(100, "11:00")));
                                pause();
                            }
                        });
    }

    private void endSending() {
        keepsSending = false;
        sending.join();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void split(int shard) throws InterruptedException {
        stream.split(stream.openShards().get(shard));
    }

    private synchronized void sendTo(String shardId, List<Trip> trips) {
        stream.putInto(
                shardId, trips.stream().map(trip -> recordOf(trip)).collect(Collectors.toList()));
        sent.addAll(trips);
    }

    // What came out.

    private List<String> rows() throws Exception {
        if (!Files.isDirectory(output.resolve("zone_hourly"))) {
            return List.of();
        }
        return ParquetRows.query(
                output,
                "SELECT zone_id, hour(hour_start), sum(trips)::bigint, sum(total_amount)::varchar"
                        + " FROM zone_hourly GROUP BY ALL ORDER BY ALL");
    }

    private static long tripsIn(List<String> rows) {
        return rows.stream().mapToLong(row -> Long.parseLong(row.split("\\|", -1)[2])).sum();
    }

    private synchronized List<String> expected() {
        return sent.stream()
                .collect(
                        Collectors.groupingBy(
                                trip -> List.of(trip.zoneId(), trip.hourStartMillis())))
                .values()
                .stream()
                .sorted(
                        Comparator.comparing((List<Trip> trips) -> trips.get(0).zoneId())
                                .thenComparing(trips -> trips.get(0).hourStartMillis()))
                .map(StopCell::row)
                .collect(Collectors.toList());
    }

    private static String row(List<Trip> trips) {
        Trip first = trips.get(0);
        long cents = trips.stream().mapToLong(trip -> trip.get(Measure.TOTAL)).sum();
        return String.format(
                "%d|%d|%d|%d.%02d",
                first.zoneId(),
                first.hourStartMillis() / 3_600_000 % 24,
                trips.size(),
                cents / 100,
                cents % 100);
    }

    /** Ends the TaskManager, once all that run on it have asked for it. */
    interface Killer {

        void kill() throws Exception;
    }
}
