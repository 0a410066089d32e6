package io.github.taxistream.deploy;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that ran on after its last snapshot, and what {@code deploy.sh recount} makes of it: the
 * real job between a local Kinesis and S3, with a Managed Flink beside it that knows when the
 * snapshot was taken.
 */
@Timeout(600)
class RecountIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each look at the totals is a query over all files. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static final String STACK = "taxi-recount";

    private static final List<byte[]> FIRST =
            List.of(
                    recordOf(tripAt(1, "09:10")),
                    recordOf(tripAt(1, "09:50")),
                    recordOf(tripAt(7, "11:30")));
    private static final List<byte[]> SECOND =
            List.of(
                    recordOf(tripAt(7, "11:40")),
                    recordOf(tripAt(9, "10:45")),
                    recordOf(tripAt(7, "13:40")));

    private static final String[] EXACT = {
        "09|1|2|2.00", "10|9|1|9.00", "11|7|2|14.00", "13|7|1|7.00"
    };

    @RegisterExtension static final EmulatedAws AWS = new EmulatedAws();

    @TempDir private Path folder;

    private LocalFlink flink;
    private JobSettings settings;
    private Path output;

    @Test
    void afterACrashAndAnOldSnapshotRecountMakesTheTotalsExactAgain() throws Exception {
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalS3 s3 = LocalS3.start(buckets, folder);
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1);
                LocalFlink cluster = LocalFlink.start(Path.of("flink-conf"), options(s3))) {
            flink = cluster;
            String jar = AWS.jar("recount");
            AWS.deployed("up", "--stack", STACK, "--jar", jar);
            String bucket = AWS.bucketOf(STACK);
            output = Files.createDirectories(buckets.resolve(bucket)).resolve("taxi");
            settings = settings(stream, kinesis, bucket);

            String snapshot = runUntilSnapshot(stream);
            crashAfterMoreRows(stream, snapshot, jar);
            assertThat(totals())
                    .as("before")
                    .containsExactly("09|1|2|2.00", "10|9|1|9.00", "11|7|2|14.00");

            drainFrom(snapshot);
            assertThat(totals())
                    .as("doubled")
                    .containsExactly("09|1|2|2.00", "10|9|2|18.00", "11|7|4|28.00", "13|7|1|7.00");

            assertThat(recount(s3))
                    .contains("2024-01-31 10:00, 2 files", "2024-01-31 11:00, 2 files")
                    .doesNotContain("2024-01-31 09:00");
            assertThat(totals()).as("moved aside").containsExactly("09|1|2|2.00");

            drainFrom(snapshot);
            assertThat(totals()).as("after").containsExactly(EXACT);
        }
    }

    private String runUntilSnapshot(LocalStream stream) throws Exception {
        JobID job = flink.submit(settings, Optional.empty());
        stream.put("a", FIRST);
        await().atMost(PATIENCE).until(() -> Files.exists(output.resolve("zone_hourly")));
        String snapshot = flink.stop(job, false);
        AWS.deployed("down", "--stack", STACK);
        return snapshot;
    }

    /** The job goes on from its snapshot, writes an hour more, and is gone without another. */
    private void crashAfterMoreRows(LocalStream stream, String snapshot, String jar)
            throws Exception {
        AWS.deployed("up", "--stack", STACK, "--jar", jar);
        JobID job = flink.submit(settings, Optional.of(snapshot));
        stream.put("a", SECOND);
        await().atMost(PATIENCE)
                .pollInterval(A_SECOND)
                .until(() -> totals().contains("10|9|1|9.00"));
        flink.cancel(job);
        AWS.deployed("down", "--force", "--stack", STACK);
    }

    private void drainFrom(String snapshot) throws Exception {
        JobID job = flink.submit(settings, Optional.of(snapshot));
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        await().atMost(PATIENCE)
                .until(() -> metrics.reading().map(r -> r.records()).orElse(0L) == SECOND.size());
        flink.stop(job, true);
    }

    private String recount(LocalS3 s3) throws Exception {
        return EmulatedAws.done(
                AWS.shell()
                        .with("AWS_ENDPOINT_URL_S3", s3.endpoint().toString())
                        .run(
                                EmulatedAws.command(
                                        "recount",
                                        "--stack",
                                        STACK,
                                        "--from-snapshot",
                                        "snapshot-1")));
    }

    private List<String> totals() throws Exception {
        return ParquetRows.query(
                output,
                "SELECT pickup_hour, zone_id, SUM(trips), SUM(fare_amount) FROM zone_hourly"
                        + " GROUP BY ALL ORDER BY ALL");
    }

    private Map<String, String> options(LocalS3 s3) {
        Map<String, String> options = new HashMap<>(FlinkOptions.local(s3.endpoint(), folder));
        options.put("execution.checkpointing.interval", "500 ms");
        return options;
    }

    private static JobSettings settings(LocalStream stream, LocalKinesis kinesis, String bucket) {
        return JobSettings.read(
                new String[] {
                    "--kinesis.stream",
                    stream.name(),
                    "--kinesis.endpoint",
                    kinesis.endpoint().toString(),
                    // So few trips do not decide a vote: the shard has no clock until this has
                    // passed.
                    "--kinesis.idle-shard",
                    "3 s",
                    "--output.path",
                    "s3://" + bucket + "/taxi"
                });
    }
}
