package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plain Python script sends each record twice, as one does whose request timed out. */
@Timeout(400)
class DuplicatesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRIPS = 200;

    @TempDir Path folder;

    private LocalKinesis kinesis;
    private LocalStream stream;
    private LocalFlink flink;

    @Test
    void eachTripCountsOnceThoughShardsAreSplitAndATaskManagerDies() throws Exception {
        PythonClient.install();
        try (LocalKinesis startedKinesis = LocalKinesis.start();
                LocalStream created = LocalStream.create(startedKinesis.endpoint(), "trips", 4);
                LocalFlink startedFlink = startFlink()) {
            kinesis = startedKinesis;
            stream = created;
            flink = startedFlink;
            JobID rejecting = submit("REJECT", Optional.empty());
            JobID keeping = submit("KEEP", Optional.empty());
            send(1, 100, 2);
            send(101, 150, 1);
            awaitReadAndKept(rejecting, 250);
            awaitReadAndKept(keeping, 250);

            flink.addTaskManager();
            flink.endTaskManager(0);
            List<String> shards = stream.openShards();
            stream.split(shards.get(0));
            stream.merge(shards.get(1), shards.get(2));
            send(101, 150, 1);
            send(151, TRIPS, 2);

            awaitTotals("REJECT", TRIPS, TRIPS);
            awaitTotals("KEEP", 2 * TRIPS, 0);
            await().atMost(PATIENCE).until(() -> flink.isRunning(rejecting));
            String drained = flink.stop(rejecting, true);
            assertThat(totals("REJECT")).isEqualTo(List.of((long) TRIPS, (long) TRIPS));

            // To another parallelism, where each shard's memory has to follow it.
            JobID next = submit("REJECT", Optional.of(drained));
            send(190, TRIPS, 1);
            awaitTotals("REJECT", TRIPS, TRIPS + 11);
            await().atMost(PATIENCE).until(() -> flink.isRunning(next));
            flink.stop(next, true);
            assertThat(totals("REJECT")).isEqualTo(List.of((long) TRIPS, TRIPS + 11L));
        }
    }

    private LocalFlink startFlink() throws Exception {
        Map<String, String> options =
                new HashMap<>(FlinkOptions.local(URI.create("http://127.0.0.1:1"), folder));
        options.put("parallelism.default", "4");
        return LocalFlink.start(Path.of("flink-conf"), options, 2);
    }

    private JobID submit(String duplicates, Optional<String> from) throws Exception {
        return flink.submit(
                JobSettings.read(
                        new String[] {
                            "--kinesis.stream",
                            "trips",
                            "--kinesis.endpoint",
                            kinesis.endpoint().toString(),
                            "--time.quiet-period",
                            "3 s",
                            "--input.duplicates",
                            duplicates,
                            "--output.path",
                            folder.resolve(duplicates).toString()
                        }),
                from,
                from.isPresent() ? 2 : 3);
    }

    /** One trip a zone, so many times. */
    private void send(int firstZone, int lastZone, int times) throws Exception {
        int put = PythonClient.sendZones(kinesis.endpoint(), "trips", firstZone, lastZone, times);
        assertThat(put).isEqualTo((lastZone - firstZone + 1) * times);
    }

    private void awaitReadAndKept(JobID job, long records) throws Exception {
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                metrics.reading()
                                        .filter(reading -> reading.records() >= records)
                                        .isPresent());
        int before = metrics.completedCheckpoints();
        await().atMost(PATIENCE).until(() -> metrics.completedCheckpoints() > before);
    }

    private void awaitTotals(String output, long trips, long rejected) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(totals(output)).isEqualTo(List.of(trips, rejected)));
    }

    private List<Long> totals(String output) throws Exception {
        Path path = folder.resolve(output);
        long trips =
                Long.parseLong(
                        ParquetRows.query(path, "SELECT sum(trips)::bigint FROM zone_hourly")
                                .get(0));
        boolean isKeeping = output.equals("KEEP");
        long rejected =
                isKeeping
                        ? 0
                        : Long.parseLong(
                                ParquetRows.queryFiles(
                                                String.format(
                                                        "SELECT count(*) FROM read_json('%s/rejected/*/part-*.jsonl')"
                                                                + " WHERE reason = 'duplicate'",
                                                        path))
                                        .get(0));
        return List.of(trips, rejected);
    }
}
