package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.support.ParquetRows;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream of eight full shards, read from its beginning: no shard may run ahead and so make the
 * trips of the others late.
 */
@Timeout(900)
class BacklogIT {

    @TempDir static Path folder;

    private static LocalKinesis kinesis;
    private static Path manifest;

    @BeforeAll
    static void fillTheStream() throws Exception {
        kinesis = LocalKinesis.start();
        manifest = folder.resolve("manifest.json");
        String endpoint = kinesis.endpoint().toString();
        assertThat(
                        Producer.execute(
                                "create-stream",
                                "--stream",
                                "trips",
                                "--shards",
                                "8",
                                "--wait",
                                "--endpoint",
                                endpoint))
                .isZero();
        List<String> send = new ArrayList<>(trips());
        send.addAll(
                List.of(
                        "--stream",
                        "trips",
                        "--endpoint",
                        endpoint,
                        "--manifest",
                        manifest.toString()));
        assertThat(Producer.execute(send.toArray(new String[0]))).isZero();
    }

    /** Made-up trips of two weeks, or the files of {@code -Dbacklog.input=FILE,FILE}. */
    private static List<String> trips() {
        String files = System.getProperty("backlog.input", "");
        if (files.isEmpty()) {
            return List.of("generate", "--trips", "30000", "--seed", "7", "--hours", "336");
        }
        List<String> replay = new ArrayList<>(List.of("replay"));
        replay.addAll(List.of(files.split(",")));
        return replay;
    }

    @AfterAll
    static void stop() throws Exception {
        kinesis.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void nearlyNoRowIsLateAtAnyParallelism(int parallelism) throws Exception {
        Path output = folder.resolve("parallelism-" + parallelism);
        try (LocalFlink flink = start(parallelism)) {
            JobID job = flink.submit(settings(output), Optional.empty());
            awaitTip(flink, job);
            flink.stop(job, true);
        }
        assertAccountedForAndOnTime(output);
    }

    @Test
    void nearlyNoRowIsLateAtParallelismTwoAfterARestartInTheMiddle() throws Exception {
        Path output = folder.resolve("restarted");
        try (LocalFlink flink = start(2)) {
            JobID first = flink.submit(settings(output), Optional.empty());
            JobMetrics metrics = new JobMetrics(flink.webUi(), first.toHexString());
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> metrics.reading().map(r -> r.records()).orElse(0L) > 0);
            String savepoint = flink.stop(first, false);
            JobID second = flink.submit(settings(output), Optional.of(savepoint));
            awaitTip(flink, second);
            flink.stop(second, true);
        }
        assertAccountedForAndOnTime(output);
    }

    private static void assertAccountedForAndOnTime(Path output) throws Exception {
        assertThat(
                        Producer.execute(
                                "verify",
                                "--manifest",
                                manifest.toString(),
                                "--output",
                                output.toString()))
                .isZero();
        List<String> late =
                ParquetRows.query(
                        output,
                        "SELECT count(*) FILTER (pane = 'late') < 0.01 * count(*)"
                                + " FROM zone_hourly");
        assertThat(late).containsExactly("true");
    }

    private static LocalFlink start(int parallelism) throws Exception {
        Map<String, String> options =
                new HashMap<>(FlinkOptions.local(URI.create("http://127.0.0.1:1"), folder));
        options.put("parallelism.default", String.valueOf(parallelism));
        return LocalFlink.start(Path.of("flink-conf"), options);
    }

    private static JobSettings settings(Path output) {
        return JobSettings.read(
                new String[] {
                    "--kinesis.stream", "trips",
                    "--kinesis.endpoint", kinesis.endpoint().toString(),
                    "--output.path", output.toString()
                });
    }

    private static void awaitTip(LocalFlink flink, JobID job) throws Exception {
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        await().atMost(Duration.ofMinutes(5))
                .during(Duration.ofSeconds(3))
                .until(() -> metrics.reading().map(JobMetrics.Reading::isAtTip).orElse(false));
    }
}
