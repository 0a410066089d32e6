package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.JobWatch;
import io.github.taxistream.local.LocalStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * A stream, a job that reads it, and what must come out of that whatever happens: totals equal to
 * the cent, each rejected record once, and nothing visible that is not whole.
 */
final class ChaosScenario implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> NO_DUPLICATES = List.of("--input.duplicates", "REJECT");
    private static final List<String> ARCHIVE = List.of("--output.archive", "true");

    private final ChaosWorld world;
    private final LocalStream stream;
    private final RecordFlow flow;
    private final VisibleOutput output;
    private final List<String> settings;
    private JobID job;
    private JobWatch watch;

    private ChaosScenario(ChaosWorld world, LocalStream stream, RecordFlow flow) {
        String name = stream.name();
        this.world = world;
        this.stream = stream;
        this.flow = flow;
        this.output = world.output(name);
        this.settings =
                new ArrayList<>(
                        List.of(
                                "--kinesis.stream",
                                name,
                                "--kinesis.endpoint",
                                world.jobsKinesis().endpoint().toString(),
                                "--output.path",
                                "s3://taxi/" + name));
    }

    /**
     * A stream of its own, into which trips flow from now on.
     *
     * @param seed decides what the records are and where they go
     */
    static ChaosScenario begin(ChaosWorld world, int shards, long seed)
            throws InterruptedException {
        return begin(world, shards, new SentRecords(seed), seed);
    }

    /** The same with records of all shapes. */
    static ChaosScenario beginMixed(ChaosWorld world, int shards, long seed)
            throws InterruptedException {
        return begin(world, shards, new SentRecords(seed, true), seed);
    }

    private static ChaosScenario begin(ChaosWorld world, int shards, SentRecords records, long seed)
            throws InterruptedException {
        String name = "chaos-" + world.nextScenario();
        LocalStream stream = LocalStream.create(world.sendersKinesis().endpoint(), name, shards);
        return of(world, stream, RecordFlow.into(stream, records, seed));
    }

    /** A stream of its own that holds these records. */
    static ChaosScenario beginWith(ChaosWorld world, int shards, List<byte[]> records)
            throws InterruptedException {
        String name = "chaos-" + world.nextScenario();
        LocalStream stream = LocalStream.create(world.kinesis(), name, shards);
        return of(world, stream, RecordFlow.of(stream, records));
    }

    /** A stream that is there, of this name, and a job with its output under this name. */
    static ChaosScenario of(ChaosWorld world, LocalStream stream, RecordFlow flow) {
        return new ChaosScenario(world, stream, flow);
    }

    ChaosScenario withArchive() {
        settings.addAll(ARCHIVE);
        return this;
    }

    /** Writes late rows in the midst of a scenario, not only at its end. */
    ChaosScenario withLateInterval(String interval) {
        settings.addAll(List.of("--output.late-interval", interval));
        return this;
    }

    ChaosScenario withoutDuplicates() {
        settings.addAll(NO_DUPLICATES);
        return this;
    }

    /** From the next start on. */
    void withoutArchive() {
        settings.removeAll(ARCHIVE);
    }

    /** Starts the job, and waits until it has something to be restored from. */
    ChaosScenario start(int parallelism) throws Exception {
        submit(Optional.empty(), parallelism);
        awaitCheckpoints(2);
        return this;
    }

    /** Starts the job from a savepoint. */
    void startFrom(String savepoint, int parallelism) throws Exception {
        submit(Optional.of(savepoint), parallelism);
        awaitRestores(1);
        awaitCheckpoints(1);
    }

    /** Stops the job once everything was read; answers where the savepoint is. */
    String readAllAndStop() throws Exception {
        awaitAllRead();
        String savepoint = world.flink().stop(job, false);
        job = null;
        return savepoint;
    }

    private void submit(Optional<String> savepoint, int parallelism) throws Exception {
        job =
                world.flink()
                        .submit(
                                JobSettings.read(settings.toArray(new String[0])),
                                savepoint,
                                parallelism);
        await().atMost(PATIENCE).until(() -> world.flink().status(job) != JobStatus.INITIALIZING);
        watch = new JobWatch(world.flink().webUi(), job.toHexString());
    }

    LocalStream stream() {
        return stream;
    }

    SentRecords sent() {
        return flow.sent();
    }

    VisibleOutput output() {
        return output;
    }

    /** Waits until so many further checkpoints were completed. */
    void awaitCheckpoints(int count) throws Exception {
        int before = watch.checkpoints();
        await().atMost(PATIENCE)
                .failFast("the job ended", this::hasEnded)
                .until(() -> watch.checkpoints() >= before + count);
    }

    /** Lets the job's requests to Kinesis fail, and waits until the failure is over. */
    void kinesisFails(Fault fault) {
        world.jobsKinesis().inject(fault);
        awaitEnd(fault);
    }

    /** Lets the sender miss answers, and waits until it did. */
    void answersAreLost(Fault fault) {
        flow.losesAnswers(fault, world.sendersKinesis(), settings.containsAll(NO_DUPLICATES));
        awaitEnd(fault);
    }

    /** Lets the job's requests to S3 fail, and waits until the failure is over. */
    void s3Fails(Fault fault) {
        world.jobsS3().inject(fault);
        awaitEnd(fault);
    }

    /** Waits until the fault is over, and so until it has happened at all. */
    void awaitEnd(Fault fault) {
        await(fault.toString())
                .atMost(PATIENCE)
                .failFast("the job ended", this::hasEnded)
                .until(fault::isOver);
    }

    /** Something that makes the job fail. */
    interface Failure {
        void happen() throws Exception;
    }

    /** Does what makes the job fail, and waits until it did and is at work again. */
    void failAndRecover(Failure failure) throws Exception {
        int before = watch.restores();
        failure.happen();
        awaitRestores(before + 1);
        awaitCheckpoints(1);
    }

    private void awaitRestores(int count) {
        await("a restore")
                .atMost(PATIENCE)
                .failFast("the job ended", this::hasEnded)
                .until(() -> watch.restores() >= count);
    }

    /** Cancels the job, and starts it from the checkpoint that it leaves. */
    void cancelAndRestore(int parallelism) throws Exception {
        world.flink().cancel(job);
        startFrom(keptCheckpoint().toUri().toString(), parallelism);
    }

    /** From the files: the REST interface may still tell of one that was deleted meanwhile. */
    private Path keptCheckpoint() throws IOException {
        Path folder = Path.of(URI.create(world.flink().checkpoints(job)));
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
                    .max(Comparator.comparingLong(ChaosScenario::number))
                    .orElseThrow();
        }
    }

    /** The checkpoint's number: 12 for a folder named {@code chk-12}. */
    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** Stops the job with a savepoint, and starts it from there. */
    void stopAndRestore(int parallelism) throws Exception {
        startFrom(world.flink().stop(job, false), parallelism);
    }

    /** Waits until the source has found all shards that take records. */
    void awaitShardsFound() {
        await().atMost(PATIENCE).until(() -> watch.reads(stream.openShards()));
    }

    /** Lets everything be read, and the job write all that it has. */
    void drain() throws Exception {
        awaitAllRead();
        world.flink().stop(job, true);
        job = null;
    }

    private void awaitAllRead() throws Exception {
        flow.stop();
        world.sendersKinesis().heal();
        world.jobsKinesis().heal();
        world.jobsS3().heal();
        awaitShardsFound();
        JobMetrics metrics = new JobMetrics(world.flink().webUi(), job.toHexString());
        // A metric is up to a second old.
        await().atMost(PATIENCE)
                .during(Duration.ofMillis(1500))
                .failFast("the job ended", this::hasEnded)
                .until(() -> metrics.reading().map(JobMetrics.Reading::isAtTip).orElse(false));
        awaitCheckpoints(1);
    }

    private boolean hasEnded() throws Exception {
        JobStatus status = world.flink().status(job);
        return status.isGloballyTerminalState();
    }

    /** Drains the job, and sees that the output is that of a plain GROUP BY over what was sent. */
    void mustBeExact() throws Exception {
        output.mustBeWhole();
        drain();
        output.mustBeWhole();
        assertThat(output.zoneHours()).containsExactlyElementsOf(sent().zoneHours());
        assertThat(texts(output.rejected()))
                .containsExactlyInAnyOrderElementsOf(texts(sent().rejected()));
        if (settings.containsAll(ARCHIVE)) {
            assertThat(texts(output.archive()))
                    .containsExactlyInAnyOrderElementsOf(texts(sent().all()));
        }
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream()
                .map(Base64.getEncoder()::encodeToString)
                .collect(Collectors.toList());
    }

    /** Leaves the world as it was, for the scenarios to come. */
    @Override
    public void close() throws IOException {
        world.sendersKinesis().heal();
        world.jobsKinesis().heal();
        world.jobsS3().heal();
        flow.close();
        stream.close();
        try {
            if (job != null && !hasEnded()) {
                world.flink().cancel(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("the job could not be cancelled", e);
        }
    }
}
