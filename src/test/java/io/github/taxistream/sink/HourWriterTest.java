package io.github.taxistream.sink;

import static io.github.taxistream.support.Trips.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of zone_hourly until it is ended, and then. */
class HourWriterTest {

    private static final int OPEN_HOURS = 1_000;
    private static final long MAX_BYTES_AN_OPEN_HOUR = 512;

    @TempDir Path folder;

    /** By what is allocated: it bounds what is held, and unlike that is the same each time. */
    @Test
    void openHourCostsLittleBesidesItsRows() throws IOException {
        BulkWriter.Factory<ZoneHour> writers = ZoneHourParquetSink.writers();
        ZoneHour row = row(4, "10:00", 1, Pane.ON_TIME);
        List<BulkWriter<ZoneHour>> open = new ArrayList<>(OPEN_HOURS);
        try (FSDataOutputStream out = file()) {
            // The first loads classes.
            openHour(writers, out, row);

            long before = allocatedBytes();
            for (int i = 0; i < OPEN_HOURS; i++) {
                open.add(openHour(writers, out, row));
            }
            long allocated = allocatedBytes() - before;

            assertThat(open).hasSize(OPEN_HOURS);
            assertThat(allocated).isPositive().isLessThan(OPEN_HOURS * MAX_BYTES_AN_OPEN_HOUR);
            assertThat(out.getPos()).isZero();
        }
    }

    @Test
    void rowsOfAZoneHourAndPaneAreAddedUp() throws Exception {
        write(
                row(4, "10:00", 2, Pane.LATE),
                row(5, "10:00", 1, Pane.LATE),
                row(4, "10:00", 3, Pane.LATE),
                row(4, "10:00", 1, Pane.LATE));

        assertThat(query("SELECT zone_id, trips, total_amount, pane FROM '%s'"))
                .containsExactly("4|6|24.24|late", "5|1|5.05|late");
    }

    @Test
    void panesStayApart() throws Exception {
        write(
                row(4, "10:00", 1, Pane.QUIET),
                row(4, "10:00", 2, Pane.LATE),
                row(4, "10:00", 3, Pane.ON_TIME),
                row(4, "10:00", 4, Pane.QUIET));

        assertThat(query("SELECT zone_id, trips, pane FROM '%s'"))
                .containsExactly("4|3|on_time", "4|2|late", "4|5|quiet");
    }

    @Test
    void hoursStayApart() throws Exception {
        write(row(4, "10:00", 1, Pane.LATE), row(4, "09:00", 2, Pane.LATE));

        assertThat(query("SELECT trips, hour_start::VARCHAR FROM '%s'"))
                .containsExactly("2|2024-01-31 09:00:00", "1|2024-01-31 10:00:00");
    }

    private static BulkWriter<ZoneHour> openHour(
            BulkWriter.Factory<ZoneHour> writers, FSDataOutputStream out, ZoneHour row)
            throws IOException {
        BulkWriter<ZoneHour> writer = writers.create(out);
        writer.addElement(row);
        return writer;
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private void write(ZoneHour... rows) throws IOException {
        try (FSDataOutputStream out = file()) {
            BulkWriter<ZoneHour> writer = ZoneHourParquetSink.writers().create(out);
            for (ZoneHour row : rows) {
                writer.addElement(row);
            }
            writer.flush();
            writer.finish();
        }
    }

    private FSDataOutputStream file() throws IOException {
        return new LocalDataOutputStream(folder.resolve("part.parquet").toFile());
    }

    private List<String> query(String sql) throws SQLException {
        return ParquetRows.queryFiles(sql.replace("%s", folder.resolve("part.parquet").toString()));
    }
}
