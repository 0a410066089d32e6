package io.github.taxistream;

import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job's results go. Immutable. */
public final class Outputs {

    private final Sink<ZoneHour> zoneHourly;
    private final int zoneHourlyWriters;
    private final Sink<TripEnvelope> rejected;
    private final Sink<TripEnvelope> archive;

    /**
     * @param zoneHourly takes the rows
     * @param zoneHourlyWriters how many subtasks write them
     * @param rejected takes what is no trip
     * @param archive takes every record as it came, if the source keeps it
     */
    public Outputs(
            Sink<ZoneHour> zoneHourly,
            int zoneHourlyWriters,
            Sink<TripEnvelope> rejected,
            Sink<TripEnvelope> archive) {
        this.zoneHourly = zoneHourly;
        this.zoneHourlyWriters = zoneHourlyWriters;
        this.rejected = rejected;
        this.archive = archive;
    }

    /** With one writer of rows. */
    public static Outputs of(
            Sink<ZoneHour> zoneHourly, Sink<TripEnvelope> rejected, Sink<TripEnvelope> archive) {
        return new Outputs(zoneHourly, 1, rejected, archive);
    }

    Sink<ZoneHour> zoneHourly() {
        return zoneHourly;
    }

    int zoneHourlyWriters() {
        return zoneHourlyWriters;
    }

    Sink<TripEnvelope> rejected() {
        return rejected;
    }

    Sink<TripEnvelope> archive() {
        return archive;
    }
}
