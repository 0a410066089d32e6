package io.github.taxistream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of many hours, with few files open at once. */
class FewOpenFilesTest {

    private static final int HOURS = 300;
    private static final int MOST = 7;
    private static final long FIRST_HOUR = Instant.parse("2009-01-01T00:00:00Z").toEpochMilli();

    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger MOST_OPEN = new AtomicInteger();

    @TempDir Path output;

    @Test
    void noMoreFilesAreOpenThanMayBeAndEachRowIsWrittenOnce() throws Exception {
        List<ZoneHour> rows = new ArrayList<>();
        for (int i = 0; i < 3 * HOURS; i++) {
            // Each hour has rows before and after it was ended early.
            long hour = FIRST_HOUR + (i % HOURS) * Duration.ofHours(1).toMillis();
            rows.add(
                    new ZoneHour(
                            new ZoneHourKey(1 + i % 2, hour),
                            new ZoneHourTotals(1, 2, 3, 4, 5, 6, 7, i),
                            Pane.LATE));
        }
        WrittenFiles.write(
                ValueType.ZONE_HOUR,
                rows,
                new FewOpenFiles(
                        ZoneHourParquetSink.files(
                                org.apache.flink.core.fs.Path.fromLocalFile(output.toFile()),
                                FewOpenFilesTest::counted),
                        MOST,
                        ExistingRows.addedTo()));

        assertThat(MOST_OPEN).hasValue(MOST);
        assertThat(
                        ParquetRows.query(
                                output,
                                "SELECT sum(trips), count(DISTINCT hour_start), sum(total_amount)"
                                        + " FROM zone_hourly"))
                .containsExactly("900|300|4045.50");
    }

    private static BulkWriter<ZoneHour> counted(FSDataOutputStream out) throws IOException {
        BulkWriter<ZoneHour> writer = ZoneHourParquetSink.writers().create(out);
        MOST_OPEN.accumulateAndGet(OPEN.incrementAndGet(), Math::max);
        return new BulkWriter<>() {
            @Override
            public void addElement(ZoneHour row) throws IOException {
                writer.addElement(row);
            }

            @Override
            public void flush() throws IOException {
                writer.flush();
            }

            @Override
            public void finish() throws IOException {
                writer.finish();
                OPEN.decrementAndGet();
            }
        };
    }
}
