package io.github.taxistream.sink;

import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Keeps the rows of a file until it is ended: only then is there a writer of its format.
 *
 * <p>The sink has a file open for each hour that had a row since the last checkpoint, and a Parquet
 * writer holds 131 kB of heap for its first row already: trips from all over the years would fill
 * the memory, after a restart just the same.
 *
 * <p>Rows of the same zone, hour and pane are added up, so what is kept has a bound too, however
 * many late rows of an hour come.
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

    /** Nothing can be written before all rows are there. */
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
