package io.github.taxistream.bench;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

/** From a record's bytes to a trip, by our parser and by libraries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class ParserBenchmark {

    static final String OURS = "ours";

    @Param({OURS, "jackson-core", "fastjson2", "dsl-json"})
    public String parser;

    private TripReader reader;
    private TripRecords records;
    private int next;

    /** Loads the records, and sees that the parser reads the same from them as ours does. */
    @Setup
    public void load() throws IOException {
        records = BenchmarkRecords.load();
        reader = reader(parser);
        TripReader ours = reader(OURS);
        for (int i = 0; i < records.count(); i++) {
            check(records.at(i), ours.read(records.at(i)), reader.read(records.at(i)));
        }
    }

    /** One record. */
    @Benchmark
    public Trip trip() throws IOException {
        if (next == records.count()) {
            next = 0;
        }
        return reader.read(records.at(next++));
    }

    /** A reader by its name in the table. */
    static TripReader reader(String name) {
        return switch (name) {
            case OURS -> {
                TripParser parser = new TripParser(Duration.ofHours(1));
                yield json ->
                        parser.parse(json, RecordSource.ARRIVAL_MILLIS, "trips", "shard", "1")
                                .trip();
            }
            case "jackson-core" -> new JacksonReader();
            case "fastjson2" -> new Fastjson2Reader();
            case "dsl-json" -> new DslJsonReader();
            default -> throw new IllegalArgumentException("no parser is called " + name);
        };
    }

    private void check(byte[] record, Trip ours, Trip other) {
        boolean isSame =
                ours.zoneId() == other.zoneId()
                        && ours.pickupMillis() == other.pickupMillis()
                        && ZoneHourTotals.of(ours).equals(ZoneHourTotals.of(other));
        if (!isSame) {
            throw new IllegalStateException(
                    String.format(
                            "%s reads %s, %s instead of %s, %s from %s",
                            parser,
                            other,
                            ZoneHourTotals.of(other),
                            ours,
                            ZoneHourTotals.of(ours),
                            new String(record, StandardCharsets.UTF_8)));
        }
    }
}
