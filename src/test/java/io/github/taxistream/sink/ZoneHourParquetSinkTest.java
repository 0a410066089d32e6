package io.github.taxistream.sink;

import static io.github.taxistream.support.Trips.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The files of zone_hourly as DuckDB reads them. */
@ExtendWith(InNewYork.class)
class ZoneHourParquetSinkTest {

    private static final long MOST = 999_999_999_999_999_999L;

    @TempDir Path output;

    @Test
    void columnsAreThoseOfTheContract() throws Exception {
        write(row(4, "10:00", 1, Pane.ON_TIME));

        assertThat(
                        query(
                                "SELECT name, type, repetition_type, converted_type, precision,"
                                        + " scale FROM parquet_schema('%s') WHERE num_children IS NULL"))
                .containsExactly(
                        "hour_start|INT64|REQUIRED|TIMESTAMP_MILLIS|null|null",
                        "zone_id|INT32|REQUIRED|null|null|null",
                        "borough|BYTE_ARRAY|REQUIRED|UTF8|null|null",
                        "zone|BYTE_ARRAY|REQUIRED|UTF8|null|null",
                        "trips|INT64|REQUIRED|null|null|null",
                        "passengers|INT64|REQUIRED|null|null|null",
                        "duration_seconds|INT64|REQUIRED|null|null|null",
                        "distance_miles|INT64|REQUIRED|DECIMAL|18|2",
                        "fare_amount|INT64|REQUIRED|DECIMAL|18|2",
                        "tip_amount|INT64|REQUIRED|DECIMAL|18|2",
                        "tolls_amount|INT64|REQUIRED|DECIMAL|18|2",
                        "total_amount|INT64|REQUIRED|DECIMAL|18|2",
                        "pane|BYTE_ARRAY|REQUIRED|UTF8|null|null");
        assertThat(
                        query(
                                "SELECT logical_type FROM parquet_schema('%s')"
                                        + " WHERE name = 'hour_start'"))
                .singleElement()
                .asString()
                .contains("Timestamp", "isAdjustedToUTC=0", "MILLIS")
                .doesNotContain("isAdjustedToUTC=1");
        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('%s')"))
                .containsExactly("SNAPPY");
    }

    @Test
    void rowIsReadBackAsItIsWhateverTheZoneOfTheMachine() throws Exception {
        write(row(4, "23:00", 2, Pane.ON_TIME), row(265, "00:00", 1, Pane.QUIET));

        assertThat(
                        query(
                                "SELECT hour_start::VARCHAR, zone_id, borough, zone, trips,"
                                        + " passengers, duration_seconds, distance_miles,"
                                        + " fare_amount, tip_amount, tolls_amount, total_amount,"
                                        + " pane, pickup_date::VARCHAR, pickup_hour::VARCHAR"
                                        + " FROM zone_hourly ORDER BY zone_id"))
                .containsExactly(
                        "2024-01-31 23:00:00|4|Manhattan|Alphabet City|2|0|80|0.58|8.00|0.08|0.08"
                                + "|8.08|on_time|2024-01-31|23",
                        "2024-01-31 00:00:00|265|N/A|Outside of NYC|1|1|2650|2.90|265.00|2.65"
                                + "|0.06|267.65|quiet|2024-01-31|00");
    }

    @Test
    void hourThatSpringHasNotInNewYorkIsWrittenAsItIs() throws Exception {
        long hour = Instant.parse("2024-03-10T02:00:00Z").toEpochMilli();
        write(new ZoneHour(new ZoneHourKey(4, hour), ZoneHourTotals.NONE, Pane.LATE));

        assertThat(query("SELECT hour_start::VARCHAR, pickup_date::VARCHAR, pane FROM zone_hourly"))
                .containsExactly("2024-03-10 02:00:00|2024-03-10|late");
    }

    @Test
    void amountsAreExactFromEndToEnd() throws Exception {
        write(
                withAmounts(row(4, "10:00", 1, Pane.LATE), MOST, -MOST, -1, 1),
                withAmounts(
                        row(5, "10:00", 1, Pane.LATE),
                        -MOST,
                        MOST,
                        1_234_567_890_123_456_789L % MOST,
                        0));

        assertThat(
                        query(
                                "SELECT distance_miles, fare_amount, tip_amount, tolls_amount"
                                        + " FROM zone_hourly ORDER BY 1"))
                .containsExactly(
                        "-9999999999999999.99|9999999999999999.99|2345678901234567.90|0.00",
                        "9999999999999999.99|-9999999999999999.99|-0.01|0.01");
        assertThat(query("SELECT SUM(distance_miles) FROM zone_hourly")).containsExactly("0.00");
    }

    @Test
    void filesLieInTheFolderOfTheirHourAndShowOnlyWhenTheyAreDone() throws Exception {
        write(row(4, "09:00", 1, Pane.ON_TIME), row(5, "10:00", 1, Pane.ON_TIME));

        try (Stream<Path> files = Files.walk(output.resolve("zone_hourly"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.getFileName().toString().startsWith("part-"))
                    .allMatch(file -> file.toString().endsWith(".parquet"))
                    .extracting(file -> output.relativize(file.getParent()).toString())
                    .containsExactlyInAnyOrder(
                            "zone_hourly/pickup_date=2024-01-31/pickup_hour=09",
                            "zone_hourly/pickup_date=2024-01-31/pickup_hour=10");
        }
    }

    private static ZoneHour withAmounts(ZoneHour row, long miles, long fare, long tip, long tolls) {
        return new ZoneHour(
                row.key(), new ZoneHourTotals(1, 1, 1, miles, fare, tip, tolls, 0), row.pane());
    }

    private void write(ZoneHour... rows) throws Exception {
        WrittenFiles.write(
                ValueType.ZONE_HOUR,
                List.of(rows),
                ZoneHourParquetSink.under(
                        org.apache.flink.core.fs.Path.fromLocalFile(output.toFile())));
    }

    private List<String> query(String sql) throws SQLException {
        return ParquetRows.query(
                output, sql.replace("%s", output + "/zone_hourly/*/*/part-*.parquet"));
    }
}
