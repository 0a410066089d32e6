package io.github.taxistream.support;

import io.github.taxistream.trip.Measure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Reads the output with DuckDB, which shares no code with what wrote it. */
public final class ParquetRows {

    /**
     * Their columns for files of release 1.0, which lack them; nothing as long as there are none.
     */
    private static final String NEWER_MEASURES =
            Measure.ALL.stream()
                    .skip(Measure.COUNT_OF_RELEASE_1_0)
                    .map(measure -> "NULL::DECIMAL(18," + measure.scale() + ") " + measure.column())
                    .reduce((one, other) -> one + ", " + other)
                    .map(columns -> "SELECT " + columns + " WHERE false UNION ALL BY NAME ")
                    .orElse("");

    private ParquetRows() {}

    /**
     * The rows that a query gives, each as its values with {@code |} between them.
     *
     * @param output the job's output, a local folder
     * @param sql a query over the view {@code zone_hourly}
     */
    public static List<String> query(Path output, String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(
                    String.format(
                            "CREATE VIEW zone_hourly AS "
                                    + NEWER_MEASURES
                                    + "SELECT * FROM read_parquet("
                                    + "'%s/zone_hourly/*/*/part-*.parquet',"
                                    + (NEWER_MEASURES.isEmpty() ? "" : " union_by_name = true,")
                                    + " hive_partitioning = true,"
                                    // Else DuckDB looks at the folders, and more may come.
                                    + " hive_types = {'pickup_date': DATE, 'pickup_hour': VARCHAR})",
                            output));
            return rows(statement, sql);
        }
    }

    /** The same for a query that names its files itself. */
    public static List<String> queryFiles(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            return rows(statement, sql);
        }
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
