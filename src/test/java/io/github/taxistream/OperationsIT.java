package io.github.taxistream;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to operations lets an operator do. */
@Timeout(900)
class OperationsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    @Test
    void backfillCountsWhatArrivedFromTheInstantOn() throws Exception {
        Path output = folder.resolve("again");
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 2);
                LocalFlink flink = startFlink()) {
            stream.put("a", List.of(recordOf(tripAt(1, "09:10")), recordOf(tripAt(2, "09:20"))));
            stream.put("b", List.of(recordOf(tripAt(3, "09:30"))));
            // The emulator takes whole seconds, and never answers for a shard without later
            // records.
            Instant instant = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            await().until(() -> Instant.now().isAfter(instant));
            stream.put("a", List.of(recordOf(tripAt(1, "09:40")), recordOf(tripAt(4, "09:50"))));
            stream.put("b", List.of(recordOf(tripAt(3, "09:55"))));

            JobID job =
                    flink.submit(
                            settings(
                                    kinesis,
                                    output,
                                    "--kinesis.initial-position",
                                    instant.toString()),
                            Optional.empty());
            awaitRecords(flink, job, 3);
            flink.stop(job, true);
        }
        assertThat(ParquetRows.query(output, "SELECT zone_id, trips FROM zone_hourly ORDER BY ALL"))
                .containsExactly("1|1", "3|1", "4|1");
    }

    @Test
    void rejectedRecordsThatAreSentAgainAfterAFixAreAddedAsLateRows() throws Exception {
        Path output = folder.resolve("output");
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1);
                LocalFlink flink = startFlink()) {
            JobID broken = flink.submit(settings(kinesis, output), Optional.empty());
            stream.put("a", List.of(recordOf(tripAt(1, "09:10"))));
            stream.put("a", List.of(in2099(1, "09:20"), in2099(2, "09:30")));
            awaitRecords(flink, broken, 3);
            String savepoint = flink.stop(broken, false);

            JobID fixed =
                    flink.submit(
                            settings(
                                    kinesis,
                                    output,
                                    "--time.future-tolerance",
                                    "36500 d",
                                    "--kinesis.idle-shard",
                                    "1 s"),
                            Optional.of(savepoint));
            stream.put("a", List.of(in2099(3, "15:00")));
            // The watermark has passed the hours of the rejected trips too.
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    Files.exists(
                                            output.resolve("zone_hourly/pickup_date=2024-01-31")));
            List<byte[]> rejected = payloads(output.resolve("rejected"));
            stream.put("a", rejected);
            awaitRecords(flink, fixed, 1 + rejected.size());
            flink.stop(fixed, true);
        }
        assertThat(
                        ParquetRows.query(
                                output,
                                "SELECT hour_start, zone_id, trips, pane FROM zone_hourly"
                                        + " ORDER BY ALL"))
                .containsExactly(
                        "2024-01-31 09:00:00.0|1|1|on_time",
                        "2099-01-31 09:00:00.0|1|1|late",
                        "2099-01-31 09:00:00.0|2|1|late",
                        "2099-01-31 15:00:00.0|3|1|on_time");
        assertThat(payloads(output.resolve("rejected"))).hasSize(2);
    }

    private LocalFlink startFlink() throws Exception {
        return LocalFlink.start(
                Path.of("flink-conf"),
                FlinkOptions.local(URI.create("http://127.0.0.1:1"), folder));
    }

    private static JobSettings settings(LocalKinesis kinesis, Path output, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--kinesis.stream", "trips",
                                "--kinesis.endpoint", kinesis.endpoint().toString(),
                                "--output.path", output.toString()));
        arguments.addAll(List.of(more));
        return JobSettings.read(arguments.toArray(new String[0]));
    }

    private static void awaitRecords(LocalFlink flink, JobID job, long records) throws Exception {
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                metrics.reading()
                                        .filter(r -> r.records() == records && r.isAtTip())
                                        .isPresent());
    }

    private static byte[] in2099(int zone, String timeOfDay) {
        return new String(recordOf(tripAt(zone, timeOfDay)), StandardCharsets.UTF_8)
                .replace("2024-", "2099-")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What is sent again: the payload of each line of each file that is whole. */
    private static List<byte[]> payloads(Path rejected) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<byte[]> payloads = new ArrayList<>();
        try (Stream<Path> all = Files.walk(rejected)) {
            List<Path> files =
                    all.filter(file -> file.getFileName().toString().startsWith("part-"))
                            .collect(Collectors.toList());
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    String payload = json.readTree(line).get("payload").textValue();
                    payloads.add(payload.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return payloads;
    }
}
