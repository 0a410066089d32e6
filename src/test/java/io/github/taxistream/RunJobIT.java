package io.github.taxistream;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/run-job.sh}, as a person uses it. */
class RunJobIT {

    private static final Pattern SAVEPOINT = Pattern.compile("--from (\\S+)");

    @TempDir Path folder;

    @Test
    void ctrlCStopsWithASavepointFromWhichTheJobGoesOn() throws Exception {
        Path buckets = folder.resolve("buckets");
        Files.createDirectories(buckets.resolve("taxi"));
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalS3 s3 = LocalS3.start(buckets, folder);
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 2)) {
            List<String> settings =
                    List.of(
                            "--kinesis.stream", stream.name(),
                            "--kinesis.endpoint", kinesis.endpoint().toString(),
                            "--output.path", "s3://taxi/out");
            stream.put("a", List.of(recordOf(tripAt(1, "09:10"))));
            String first = runUntilCtrlC(s3.endpoint(), settings);
            stream.put("b", List.of(recordOf(tripAt(1, "09:20")), recordOf(tripAt(2, "09:30"))));
            List<String> goingOn = new ArrayList<>(List.of("--from", first));
            goingOn.addAll(settings);
            String second = runUntilCtrlC(s3.endpoint(), goingOn);
            drain(s3.endpoint(), settings, second);
        }
        assertThat(
                        ParquetRows.query(
                                buckets.resolve("taxi/out"),
                                "SELECT zone_id, trips FROM zone_hourly ORDER BY ALL"))
                .containsExactly("1|2", "2|1");
    }

    @Test
    void wrongSettingsAreAllNamedAndNothingStarts() throws Exception {
        Path output = folder.resolve("output.txt");
        Process script =
                start(output, URI.create("http://127.0.0.1:1"), List.of("--output.pth", "x"));
        assertThat(script.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(script.exitValue()).isEqualTo(2);
        assertThat(output)
                .content()
                .contains(
                        "kinesis.stream is required",
                        "output.path is required",
                        "there is no setting \"output.pth\"; did you mean output.path?")
                .doesNotContain("\tat ");
    }

    /** Runs the job for as long as it takes to read what there is; answers its savepoint. */
    private String runUntilCtrlC(URI s3, List<String> arguments) throws Exception {
        Path output = folder.resolve("output.txt");
        Process script = start(output, s3, arguments);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Files.readString(output).contains("the stream has no more"));
        new ProcessBuilder("kill", "-INT", String.valueOf(script.pid())).start().waitFor();
        assertThat(script.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(script.exitValue()).isZero();
        Matcher savepoint = SAVEPOINT.matcher(Files.readString(output));
        assertThat(savepoint.find()).as(Files.readString(output)).isTrue();
        assertThat(Path.of(URI.create(savepoint.group(1)))).isDirectory().hasParent(folder);
        return savepoint.group(1);
    }

    private Process start(Path output, URI s3, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "scripts/run-job.sh",
                                "-Dexecution.checkpointing.dir=" + folder.toUri(),
                                "-Dexecution.checkpointing.savepoint-dir=" + folder.toUri()));
        command.addAll(arguments);
        ProcessBuilder script =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        script.environment().put("AWS_ENDPOINT_URL_S3", s3.toString());
        return script.start();
    }

    private void drain(URI s3, List<String> settings, String savepoint) throws Exception {
        try (LocalFlink flink =
                LocalFlink.start(Path.of("flink-conf"), FlinkOptions.local(s3, folder))) {
            JobID job =
                    flink.submit(
                            JobSettings.read(settings.toArray(new String[0])),
                            Optional.of(savepoint));
            JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
            // The connector cannot be stopped while it starts its readers.
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> metrics.reading().map(JobMetrics.Reading::isAtTip).orElse(false));
            flink.stop(job, true);
        }
    }
}
