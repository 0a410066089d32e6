package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.ParquetRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python scripts send with boto3, pandas and aws_kinesis_agg counts to the cent. */
@Timeout(600)
class PythonClientIT {

    private static final int ROWS = 5_000;

    /** A month of green trips, of which each seventh lacks what Python then writes as NaN. */
    private static final String TRIPS =
            "SELECT 2::INTEGER AS VendorID,"
                    + " TIMESTAMP '2024-01-08 00:00:00' + to_seconds(i * 61) AS"
                    + " lpep_pickup_datetime,"
                    + " TIMESTAMP '2024-01-08 00:00:00' + to_seconds(i * 61 + i % 3000) AS"
                    + " lpep_dropoff_datetime,"
                    + " (1 + i * 7 % 265)::BIGINT AS PULocationID,"
                    + " CASE WHEN i % 7 > 0 THEN (i % 5)::DOUBLE END AS passenger_count,"
                    + " (i % 3000) / 100.0::DOUBLE AS trip_distance,"
                    + " (i * 31 % 10000 - 500) / 100.0::DOUBLE AS fare_amount,"
                    + " (i % 700) / 100.0::DOUBLE AS tip_amount,"
                    + " CASE WHEN i % 7 > 0 THEN (i % 3) * 6.94::DOUBLE END AS tolls_amount,"
                    + " NULL::DOUBLE AS ehail_fee,"
                    + " (i * 37 % 20000) / 100.0::DOUBLE AS total_amount"
                    + " FROM range(6000) AS numbers(i)";

    private static final String FOUND =
            "SELECT hour_start, zone_id, SUM(trips), SUM(passengers), SUM(duration_seconds),"
                    + " SUM(distance_miles), SUM(fare_amount), SUM(tip_amount), SUM(tolls_amount),"
                    + " SUM(total_amount) FROM zone_hourly GROUP BY ALL ORDER BY ALL";

    @TempDir static Path folder;

    private static Path parquet;
    private static LocalKinesis kinesis;
    private static LocalS3 s3;
    private static LocalFlink flink;

    @BeforeAll
    static void startAll() throws Exception {
        PythonClient.install();
        parquet = folder.resolve("trips.parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (" + TRIPS + ") TO '" + parquet + "' (FORMAT parquet)");
        }
        Files.createDirectories(folder.resolve("buckets/taxi"));
        kinesis = LocalKinesis.start();
        s3 = LocalS3.start(folder.resolve("buckets"), folder);
        flink = LocalFlink.start(Path.of("flink-conf"), FlinkOptions.local(s3.endpoint(), folder));
    }

    @AfterAll
    static void stopAll() throws Exception {
        if (flink != null) {
            flink.close();
            s3.close();
            kinesis.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumps", "to_json", "iso", "lines", "aggregated-by-shard"})
    void everyRowCounts(String manner) throws Exception {
        Path output = sendAndDrain(manner, true);

        assertThat(ParquetRows.query(output, FOUND))
                .containsExactlyElementsOf(ParquetRows.queryFiles(expected()));
        assertThat(output.resolve("rejected")).doesNotExist();
    }

    /** With the keys of all shards in each aggregate: nothing of it can be taken apart. */
    @Test
    void everyRowOfMisplacedAggregatesIsUnderRejected() throws Exception {
        Path output = sendAndDrain("aggregated", false);

        assertThat(
                        ParquetRows.queryFiles(
                                "SELECT DISTINCT reason, SUM(entries) OVER (),"
                                        + " MIN(length(payload_base64)) OVER () > 1000"
                                        + " FROM read_json('"
                                        + output
                                        + "/rejected/*/part-*.jsonl')"))
                .containsExactly("misplaced|5000|true");
        assertThat(output.resolve("zone_hourly")).doesNotExist();
    }

    private static Path sendAndDrain(String manner, boolean areTrips) throws Exception {
        try (LocalStream stream = LocalStream.create(kinesis.endpoint(), manner, 4)) {
            int put = PythonClient.send(kinesis.endpoint(), manner, parquet, ROWS, manner);
            JobID job =
                    flink.submit(
                            JobSettings.read(
                                    new String[] {
                                        "--kinesis.stream",
                                        stream.name(),
                                        "--kinesis.endpoint",
                                        kinesis.endpoint().toString(),
                                        "--time.instants",
                                        "WALL_CLOCK",
                                        "--output.path",
                                        "s3://taxi/" + manner
                                    }),
                            Optional.empty());
            JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
            long entries = areTrips ? ROWS : put;
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> metrics.reading().map(r -> r.records()).orElse(0L) == entries);
            flink.stop(job, true);
        }
        return folder.resolve("buckets/taxi").resolve(manner);
    }

    private static String expected() {
        return "SELECT date_trunc('hour', lpep_pickup_datetime) AS hour_start, PULocationID,"
                + " COUNT(*), SUM(COALESCE(passenger_count, 0))::BIGINT,"
                + " SUM(date_diff('second', lpep_pickup_datetime, lpep_dropoff_datetime)),"
                + " SUM(trip_distance::DECIMAL(18,2)), SUM(fare_amount::DECIMAL(18,2)),"
                + " SUM(tip_amount::DECIMAL(18,2)),"
                + " SUM(COALESCE(tolls_amount, 0)::DECIMAL(18,2)),"
                + " SUM(total_amount::DECIMAL(18,2))"
                + " FROM (FROM '"
                + parquet
                + "' LIMIT 5000) GROUP BY ALL ORDER BY ALL";
    }
}
