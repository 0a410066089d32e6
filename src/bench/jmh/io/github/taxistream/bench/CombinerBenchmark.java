package io.github.taxistream.bench;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.serialization.TripEnvelopeSerializer;
import io.github.taxistream.serialization.ZoneHourSerializer;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.window.ZoneHourCombiner;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From trips to partial totals, in the operator, with a watermark whenever an hour is over. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class CombinerBenchmark {

    private static final long MAX_OUT_OF_ORDERNESS = Duration.ofHours(1).toMillis();

    private final StreamRecord<TripEnvelope> element = new StreamRecord<>(null);
    private TripEnvelope[] trips;
    private OneInputStreamOperatorTestHarness<TripEnvelope, ZoneHour> combiner;
    private int next;
    private long latestHour;

    /** Reads the trips, and opens the operator. */
    @Setup
    public void open() throws Exception {
        TripRecords records = BenchmarkRecords.load();
        TripParser parser = new TripParser(Duration.ofHours(1));
        trips = new TripEnvelope[records.count()];
        for (int i = 0; i < trips.length; i++) {
            trips[i] =
                    parser.parse(records.at(i), RecordSource.ARRIVAL_MILLIS, "trips", "shard", "1");
        }
        combiner =
                new OneInputStreamOperatorTestHarness<>(
                        new ZoneHourCombiner(), TripEnvelopeSerializer.INSTANCE);
        combiner.setup(ZoneHourSerializer.INSTANCE);
        combiner.open();
    }

    /** Closes it. */
    @TearDown
    public void close() throws Exception {
        combiner.close();
    }

    /** One trip; at the end of the file the operator begins anew. */
    @Benchmark
    public void tripIntoCombiner() throws Exception {
        if (next == trips.length) {
            next = 0;
            latestHour = 0;
            combiner.getOperator().open();
        }
        TripEnvelope trip = trips[next++];
        combiner.processElement(element.replace(trip));
        long hour = trip.trip().hourStartMillis();
        if (hour > latestHour) {
            latestHour = hour;
            combiner.processWatermark(hour - MAX_OUT_OF_ORDERNESS);
            combiner.getOutput().clear();
        }
    }
}
