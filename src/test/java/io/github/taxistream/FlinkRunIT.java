package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.FlinkRunScript;
import io.github.taxistream.local.FlinkRunScript.Outcome;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalProcess;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.support.ManagedFlink;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a real cluster, by {@code scripts/flink-run.sh}: a JobManager and two
 * TaskManagers of a downloaded Flink, which loads the jar's classes before its own and S3 from a
 * plugin.
 */
class FlinkRunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    private LocalKinesis kinesis;
    private int webPort;
    private LocalS3 s3;
    private FlinkRunScript script;

    @BeforeEach
    void start() throws Exception {
        assumeThat(FlinkRunScript.canFetchFlink())
                .as("Python 3 with pip, by which scripts/flink-run.sh fetches Flink")
                .isTrue();
        webPort = LocalProcess.freePort();
        kinesis = LocalKinesis.start();
        Files.createDirectories(folder.resolve("buckets/taxi"));
        s3 = LocalS3.start(folder.resolve("buckets"), folder);
        script =
                new FlinkRunScript(Map.of("AWS_ENDPOINT_URL_S3", s3.endpoint().toString()), folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (kinesis != null) {
            script.close();
            s3.close();
            kinesis.close();
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenATaskManagerDiesAndWhenTheJobGoesOnFromASavepoint()
            throws Exception {
        producer("create-stream", "--shards", "3", "--wait", "--stream", "trips");
        Outcome started = script.run(arguments());
        JobMetrics job = started.job();
        AtomicBoolean isEnough = new AtomicBoolean();
        CompletableFuture<List<Path>> sending =
                CompletableFuture.supplyAsync(() -> generateUntil(isEnough));
        await("trips flow").atMost(PATIENCE).until(() -> hasReadAndKept(job, 500));
        script.killTaskManager();
        await("a restart").atMost(PATIENCE).until(() -> job.restarts() > 0);
        isEnough.set(true);
        List<Path> manifests = new ArrayList<>(sending.join());
        await("the job runs again").atMost(PATIENCE).until(job::isRunning);

        assertThat(script.run(arguments()).text())
                .contains("taxi-stream is already running, as job");
        Outcome suspended = script.run(List.of("--suspend"));
        assertThat(suspended.text()).contains("scripts/flink-run.sh --from");
        manifests.add(generate("--trips", "1500", "--start", "2024-01-09T00:00"));
        JobMetrics resumed = script.run(arguments("--from", suspended.savepoint())).job();
        await("all is read")
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> isAtTip(resumed, 1500));
        Outcome stopped = script.run(List.of("--stop"));
        assertThat(Path.of(URI.create(stopped.savepoint()))).exists();

        verify(manifests);
        assertThat(script.run(List.of("--stop")).text())
                .isEqualTo("no cluster of scripts/flink-run.sh is running\n");
    }

    @Test
    void mistakeIsASentenceAndNothingIsStarted() throws Exception {
        Outcome unknown = script.run(List.of("--kinesis.stream", "trips", "--output.pth", "x"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.text())
                .contains(
                        "output.path is required",
                        "there is no setting \"output.pth\"; did you mean output.path?")
                .doesNotContain("\tat ", "Exception", "starting");

        Outcome missing = script.run(arguments());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.text())
                .endsWith("there is no Kinesis stream \"trips\" at " + kinesis.endpoint() + "\n")
                .doesNotContain("\tat ", "Exception", "starting");
    }

    /** The calls' own arguments, Flink's options and the job's settings. */
    private List<String> arguments(String... own) {
        List<String> arguments = new ArrayList<>(List.of(own));
        FlinkOptions.local(s3.endpoint(), folder)
                .forEach(
                        (option, value) -> {
                            // The script knows the S3, and the environment the credentials.
                            if (!option.startsWith("s3.")) {
                                arguments.add("-D" + option + "=" + value);
                            }
                        });
        arguments.addAll(
                List.of(
                        "-Dexecution.program-config.enabled=false",
                        "-Dexecution.program-config.wildcards=" + ManagedFlink.SETTABLE_IN_CODE,
                        // A dead TaskManager is given up sooner than in a minute.
                        "-Dheartbeat.interval=2 s",
                        // Not the usual one, which other tests look for at the same time.
                        "-Drest.port=" + webPort,
                        // Flink's REST interface has no new metrics while it waits for a dead one.
                        "-Dweb.timeout=10 s",
                        "-Drestart-strategy.exponential-delay.max-backoff=2 s",
                        "--kinesis.stream",
                        "trips",
                        "--kinesis.endpoint",
                        kinesis.endpoint().toString(),
                        "--output.path",
                        "s3://taxi/out"));
        return arguments;
    }

    private static boolean hasReadAndKept(JobMetrics job, long records) throws Exception {
        return job.reading().map(JobMetrics.Reading::records).orElse(0L) >= records
                && job.completedCheckpoints() > 0;
    }

    private static boolean isAtTip(JobMetrics job, long records) throws Exception {
        return job.reading()
                .filter(reading -> reading.isAtTip() && reading.records() >= records)
                .isPresent();
    }

    /** Trips of one day again and again, as they come all day long. */
    private List<Path> generateUntil(AtomicBoolean isEnough) {
        List<Path> manifests = new ArrayList<>();
        while (!isEnough.get()) {
            String seed = String.valueOf(manifests.size());
            manifests.add(generate("--trips", "500", "--rate", "250", "--seed", seed));
        }
        return manifests;
    }

    private Path generate(String... options) {
        Path manifest = folder.resolve("manifest-" + UUID.randomUUID() + ".json");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "generate",
                                "--stream",
                                "trips",
                                "--broken",
                                "5",
                                "--late",
                                "50",
                                "--manifest",
                                manifest.toString()));
        command.addAll(List.of(options));
        producer(command.toArray(new String[0]));
        return manifest;
    }

    private void producer(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--endpoint", kinesis.endpoint().toString()));
        assertThat(Producer.execute(arguments.toArray(new String[0]))).isZero();
    }

    private void verify(List<Path> manifests) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "verify",
                                "--output",
                                folder.resolve("buckets/taxi/out").toString()));
        for (Path manifest : manifests) {
            command.addAll(List.of("--manifest", manifest.toString()));
        }
        assertThat(Producer.execute(command.toArray(new String[0]))).isZero();
    }
}
