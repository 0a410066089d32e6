package io.github.taxistream;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.window.LateRowGatherer;
import io.github.taxistream.window.LateTripCounter;
import io.github.taxistream.window.ZoneHourCombiner;
import io.github.taxistream.window.ZoneHourWindow;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The pipeline, from the entries of any source to any outputs: it knows neither Kinesis nor S3. */
public final class Workflow {

    private Workflow() {}

    /**
     * Defines everything that happens between the stream and the outputs.
     *
     * @param quietPeriod how long, by the wall clock, a zone and hour may be without trips before
     *     it is written
     */
    public static void define(
            DataStream<TripEnvelope> records, Duration quietPeriod, Outputs outputs) {
        // Always there, so that a savepoint fits whether or not the archive is on.
        records.filter(entry -> entry.record().isPresent())
                .name("to be archived")
                .uid("to-be-archived")
                .sinkTo(outputs.archive())
                .name("archive")
                .uid("archive");

        records.filter(envelope -> !envelope.isTrip())
                .name("rejected only")
                .uid("rejected-only")
                .sinkTo(outputs.rejected())
                .name("rejected")
                .uid("rejected");

        DataStream<ZoneHour> partials = ZoneHourCombiner.partials(records).uid("combiner");

        SingleOutputStreamOperator<ZoneHour> rows =
                ZoneHourWindow.rows(partials, quietPeriod)
                        .name("add up by zone and hour")
                        .uid("zone-hour-window");

        rows.union(lateRows(rows.getSideOutput(ZoneHourWindow.LATE_ROWS), outputs.lateInterval()))
                .sinkTo(outputs.zoneHourly())
                .setParallelism(outputs.zoneHourlyWriters())
                .name("zone_hourly")
                .uid("zone-hourly");
    }

    private static DataStream<ZoneHour> lateRows(DataStream<ZoneHour> late, Duration interval) {
        DataStream<ZoneHour> counted =
                late.map(new LateTripCounter())
                        .returns(ValueType.ZONE_HOUR)
                        .name("late rows")
                        .uid("late-rows");
        return LateRowGatherer.gathered(counted, interval)
                .name("gather late rows")
                .uid("gather-late-rows");
    }
}
