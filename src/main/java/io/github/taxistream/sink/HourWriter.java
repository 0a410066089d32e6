package io.github.taxistream.sink;

import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Keeps the rows of a file in memory until it is finished, and creates the writer of its format
 * only then.
 *
 * <p>The sink keeps a file open for each hour that had a row since the last checkpoint, and a
 * Parquet writer takes 131 kB of heap for its first row: trips from many years would fill the
 * memory, and again so after a restart.
 *
 * <p>Rows of the same zone, hour and pane are added up, so the memory has a bound, however many
 * late rows an hour gets.
 */
final class HourWriter implements BulkWriter<ZoneHour> {

    private static final Comparator<ZoneHour> BY_ZONE_HOUR_AND_PANE =
            Comparator.comparing(ZoneHour::key).thenComparing(ZoneHour::pane);

    private final FSDataOutputStream out;
    private final BulkWriter.Factory<ZoneHour> format;
    private final Map<ZoneHour, ZoneHour> rows = new TreeMap<>(BY_ZONE_HOUR_AND_PANE);

    HourWriter(FSDataOutputStream out, BulkWriter.Factory<ZoneHour> format) {
        this.out = out;
        this.format = format;
    }

    @Override
    public void addElement(ZoneHour row) {
        rows.merge(row, row, ZoneHour::plus);
    }

    /** Nothing is written before all rows are there. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        BulkWriter<ZoneHour> writer = format.create(out);
        for (ZoneHour row : rows.values()) {
            writer.addElement(row);
        }
        writer.finish();
    }
}
