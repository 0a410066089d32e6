package io.github.taxistream;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.KinesisEmulator;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectInstance;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job between a real Kinesis protocol and a real S3 protocol. */
@Timeout(900)
class KinesisToParquetIT {

    /** As the Kinesis Agent's CSVTOJSON writes it when the column names are shifted by one. */
    private static final String SHIFTED_COLUMNS =
            "{\"VendorID\":\"400499\",\"tpep_pickup_datetime\":\"1\",\"tpep_dropoff_datetime\":"
                    + "\"2017-12-02 03:04:43\",\"PULocationID\":\"N\",\"fare_amount\":\"1\"}";

    /**
     * Names a key that it does not have. The connector alone would fail over it, again and again.
     */
    private static final byte[] BROKEN_AGGREGATE =
            new AggregatedRecord().record(0, bytes("{}")).toBytes();

    @TempDir Path folder;

    @Test
    void everyRecordIsATripInAZoneAndHourOrRejected() throws Exception {
        Path buckets = folder.resolve("buckets");
        Files.createDirectories(buckets.resolve("taxi"));
        try (KinesisEmulator kinesis = startKinesis();
                LocalS3 s3 = LocalS3.start(buckets, folder);
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 3);
                LocalFlink flink =
                        LocalFlink.start(
                                Path.of("flink-conf"), FlinkOptions.local(s3.endpoint(), folder))) {
            JobID job =
                    flink.submit(
                            JobSettings.read(
                                    new String[] {
                                        "--kinesis.stream",
                                        stream.name(),
                                        "--kinesis.endpoint",
                                        kinesis.endpoint().toString(),
                                        "--output.path",
                                        "s3://taxi/out",
                                        "--output.archive",
                                        "true"
                                    }),
                            Optional.empty());
            stream.put("a", List.of(recordOf(tripAt(1, "09:10")), recordOf(tripAt(1, "09:50"))));
            stream.put("b", List.of(recordOf(tripAt(265, "09:59:59"))));
            stream.put("c", List.of(bytes(SHIFTED_COLUMNS), new byte[] {(byte) 0xC3, 0x28}));
            stream.put("c", List.of(BROKEN_AGGREGATE));
            stream.put("b", List.of(recordOf(tripAt(1, "10:00"))));

            JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> metrics.reading().map(r -> r.records()).orElse(0L) == 7);
            flink.stop(job, true);
        }

        Path output = buckets.resolve("taxi/out");
        assertThat(
                        ParquetRows.query(
                                output,
                                "SELECT pickup_date, pickup_hour, hour_start, zone_id, trips,"
                                        + " fare_amount, pane FROM zone_hourly ORDER BY ALL"))
                .containsExactly(
                        "2024-01-31|09|2024-01-31 09:00:00.0|1|2|2.00|on_time",
                        "2024-01-31|09|2024-01-31 09:00:00.0|265|1|265.00|on_time",
                        "2024-01-31|10|2024-01-31 10:00:00.0|1|1|1.00|on_time");
        assertThat(lines(output.resolve("rejected")))
                .hasSize(3)
                .anyMatch(line -> line.contains("\"reason\":\"bad_pickup_time\""))
                .anyMatch(line -> line.contains("\"payload_base64\":\"wyg=\""))
                .anyMatch(line -> line.contains(base64(BROKEN_AGGREGATE)));
        assertThat(beansOfTheConnectorsSdk()).isEmpty();
    }

    /** One of these holds the class loader of a job that has ended, and all its classes. */
    private static List<ObjectInstance> beansOfTheConnectorsSdk() {
        return ManagementFactory.getPlatformMBeanServer().queryMBeans(null, null).stream()
                .filter(bean -> bean.getClassName().contains("kinesis.shaded"))
                .collect(Collectors.toList());
    }

    KinesisEmulator startKinesis() throws Exception {
        return LocalKinesis.start();
    }

    private static List<String> lines(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> parts =
                    files.filter(file -> file.getFileName().toString().startsWith("part-"))
                            .collect(Collectors.toList());
            StringBuilder all = new StringBuilder();
            for (Path part : parts) {
                all.append(Files.readString(part));
            }
            return all.toString().lines().collect(Collectors.toList());
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
