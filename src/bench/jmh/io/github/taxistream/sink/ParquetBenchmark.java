package io.github.taxistream.sink;

import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.hadoop.ParquetWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From an hour's rows to the bytes of a Parquet file: many of the job's files are small. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class ParquetBenchmark {

    private static final long HOUR = Instant.parse("2024-01-31T23:00:00Z").toEpochMilli();

    /** One is what a late trip makes, 22 is an hour of green cabs, 265 are all zones. */
    @Param({"1", "22", "265"})
    public int rows;

    private final List<ZoneHour> hour = new ArrayList<>();

    /** Makes the rows, the same ones each time. */
    @Setup
    public void makeRows() {
        Random random = new Random(1);
        for (int zone = 1; zone <= rows; zone++) {
            int trips = 1 + random.nextInt(200);
            hour.add(
                    new ZoneHour(
                            new ZoneHourKey(zone, HOUR),
                            new ZoneHourTotals(
                                    trips,
                                    trips + random.nextInt(trips),
                                    trips * (300L + random.nextInt(900)),
                                    trips * (100L + random.nextInt(900)),
                                    trips * (500L + random.nextInt(3000)),
                                    trips * (long) random.nextInt(500),
                                    trips * (long) random.nextInt(100),
                                    trips * (1000L + random.nextInt(3000))),
                            Pane.ON_TIME));
        }
    }

    /** One file. */
    @Benchmark
    public MemoryFile fileOfAnHour() throws IOException {
        MemoryFile file = new MemoryFile();
        try (ParquetWriter<ZoneHour> writer = new ZoneHourParquetSink.Builder(file).build()) {
            for (ZoneHour row : hour) {
                writer.write(row);
            }
        }
        return file;
    }
}
