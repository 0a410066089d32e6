package io.github.taxistream.ledger.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A job's output, written by DuckDB. */
final class WrittenOutput implements AutoCloseable {

    private final Path top;
    private final Connection duckDb;

    WrittenOutput(Path top) throws Exception {
        this.top = Files.createDirectories(top);
        this.duckDb = DriverManager.getConnection("jdbc:duckdb:");
    }

    Path top() {
        return top;
    }

    Connection duckDb() {
        return duckDb;
    }

    /**
     * Writes a file with one row, of trips that each took ten minutes and 2.5 miles, and cost 12
     * dollars and 3 more as a tip.
     *
     * @param hour like {@code 2024-01-31 23:00}
     * @param zone like {@code 132, 'Queens', 'JFK Airport'}
     */
    void row(String file, String hour, String zone, long trips, String pane) throws Exception {
        rows(
                hour.substring(0, 10),
                hour.substring(11, 13),
                file,
                String.format(
                        "SELECT * FROM (VALUES (TIMESTAMP_MS '%s:00', %s, %d, 2 * %3$d, 600 * %3$d,"
                                + " 2.5 * %3$d, 12 * %3$d, 3 * %3$d, 0, 15 * %3$d, '%s'))",
                        hour, zone, trips, pane));
    }

    /** Writes a file with the rows of a query that has the columns in the order of the output. */
    void rows(String date, String hour, String file, String query) throws Exception {
        Path folder =
                Files.createDirectories(
                        top.resolve("zone_hourly/pickup_date=" + date + "/pickup_hour=" + hour));
        try (Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT hour_start::TIMESTAMP_MS AS hour_start, zone_id::INTEGER AS"
                            + " zone_id, borough, \"zone\", trips::BIGINT AS trips,"
                            + " passengers::BIGINT AS passengers, seconds::BIGINT AS"
                            + " duration_seconds, miles::DECIMAL(18,2) AS distance_miles,"
                            + " fare::DECIMAL(18,2) AS fare_amount, tip::DECIMAL(18,2) AS"
                            + " tip_amount, tolls::DECIMAL(18,2) AS tolls_amount,"
                            + " total::DECIMAL(18,2) AS total_amount, pane FROM ("
                            + query
                            + ") AS given(hour_start, zone_id, borough, \"zone\", trips,"
                            + " passengers, seconds, miles, fare, tip, tolls, total, pane)) TO '"
                            + folder.resolve(file)
                            + "' (FORMAT parquet, COMPRESSION snappy)");
        }
    }

    /** Writes lines under {@code rejected}. */
    void rejected(String file, String... lines) throws IOException {
        Path day = Files.createDirectories(top.resolve("rejected/arrival_date=2026-01-01"));
        Files.writeString(day.resolve(file), String.join("\n", lines) + "\n");
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
