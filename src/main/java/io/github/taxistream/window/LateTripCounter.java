package io.github.taxistream.window;

import io.github.taxistream.trip.ZoneHour;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/** Counts the trips of late rows as {@code kinesisanalytics.lateTrips}, and passes the rows on. */
public final class LateTripCounter extends RichMapFunction<ZoneHour, ZoneHour> {

    private static final long serialVersionUID = 1L;

    private transient Counter lateTrips;

    @Override
    public void open(OpenContext context) {
        lateTrips =
                getRuntimeContext()
                        .getMetricGroup()
                        .addGroup("kinesisanalytics")
                        .counter("lateTrips");
    }

    @Override
    public ZoneHour map(ZoneHour row) {
        lateTrips.inc(row.totals().trips());
        return row;
    }
}
