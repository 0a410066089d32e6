package io.github.taxistream.bench;

import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The same work in Flink SQL: the JSON format, a watermark an hour behind, hours by TUMBLE, added
 * up before the shuffle and behind it, Parquet by the filesystem connector with one writer. Late
 * trips are dropped. Amounts are DOUBLE, which is faster than DECIMAL.
 */
final class SqlJob implements FlinkWork.Job {

    /** The cab is part of the names of the times: {@code lpep} or {@code tpep}. */
    private static final String TRIPS =
            "CREATE TABLE trips ("
                    + " ${cab}_pickup_datetime TIMESTAMP(3),"
                    + " ${cab}_dropoff_datetime TIMESTAMP(3),"
                    + " PULocationID INT,"
                    + " passenger_count DOUBLE,"
                    + " trip_distance DOUBLE,"
                    + " fare_amount DOUBLE,"
                    + " tip_amount DOUBLE,"
                    + " tolls_amount DOUBLE,"
                    + " total_amount DOUBLE,"
                    + " WATERMARK FOR ${cab}_pickup_datetime"
                    + " AS ${cab}_pickup_datetime - INTERVAL '1' HOUR"
                    + ") WITH ('connector' = 'bench', 'format' = 'json')";

    /** Pages as ours: with the default of 1 MB the hours open at once do not fit the memory. */
    private static final String ZONE_HOURLY =
            "CREATE TABLE zone_hourly ("
                    + " hour_start TIMESTAMP(3), zone_id INT, trips BIGINT, passengers BIGINT,"
                    + " duration_seconds BIGINT, distance_miles DOUBLE, fare_amount DOUBLE,"
                    + " tip_amount DOUBLE, tolls_amount DOUBLE, total_amount DOUBLE,"
                    + " pickup_date STRING, pickup_hour STRING"
                    + ") PARTITIONED BY (pickup_date, pickup_hour) WITH ("
                    + " 'connector' = 'filesystem', 'path' = '${output}', 'format' = 'parquet',"
                    + " 'parquet.page.size' = '65536', 'parquet.dictionary.page.size' = '65536',"
                    + " 'sink.parallelism' = '1')";

    private static final String INSERT =
            "INSERT INTO zone_hourly SELECT window_start, PULocationID, COUNT(*),"
                    + " CAST(SUM(passenger_count) AS BIGINT),"
                    + " SUM(GREATEST(0, TIMESTAMPDIFF(SECOND,"
                    + " ${cab}_pickup_datetime, ${cab}_dropoff_datetime))),"
                    + " SUM(trip_distance), SUM(fare_amount), SUM(tip_amount),"
                    + " SUM(tolls_amount), SUM(total_amount),"
                    + " DATE_FORMAT(window_start, 'yyyy-MM-dd'), DATE_FORMAT(window_start, 'HH')"
                    + " FROM TABLE(TUMBLE("
                    + " TABLE trips, DESCRIPTOR(${cab}_pickup_datetime), INTERVAL '1' HOUR))"
                    + " GROUP BY window_start, window_end, PULocationID";

    @Override
    public void define(StreamExecutionEnvironment env, Path output) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        // Within windows it goes with mini-batches, which Flink has on there by itself.
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        String cab = cab(TripRecords.loaded());
        tables.executeSql(TRIPS.replace("${cab}", cab));
        tables.executeSql(ZONE_HOURLY.replace("${output}", output.toString()));
        StreamStatementSet job = tables.createStatementSet();
        job.addInsertSql(INSERT.replace("${cab}", cab));
        job.attachAsDataStream();
    }

    private static String cab(TripRecords records) {
        String record = new String(records.at(0), StandardCharsets.UTF_8);
        return record.contains("\"lpep_pickup_datetime\"") ? "lpep" : "tpep";
    }
}
