package io.github.taxistream;

import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job's results go. Immutable. */
public final class Outputs {

    private final Sink<ZoneHour> zoneHourly;
    private final int zoneHourlyWriters;
    private final Sink<TripEnvelope> rejected;
    private final Sink<TripEnvelope> archive;
    private final Duration lateInterval;

    /**
     * Outputs whose late rows are not gathered.
     *
     * @param zoneHourly takes the rows
     * @param zoneHourlyWriters how many subtasks write them
     * @param rejected takes the entries that are not trips
     * @param archive takes every record as it arrived, if the source keeps records
     */
    public Outputs(
            Sink<ZoneHour> zoneHourly,
            int zoneHourlyWriters,
            Sink<TripEnvelope> rejected,
            Sink<TripEnvelope> archive) {
        this(zoneHourly, zoneHourlyWriters, rejected, archive, Duration.ZERO);
    }

    private Outputs(
            Sink<ZoneHour> zoneHourly,
            int zoneHourlyWriters,
            Sink<TripEnvelope> rejected,
            Sink<TripEnvelope> archive,
            Duration lateInterval) {
        this.zoneHourly = zoneHourly;
        this.zoneHourlyWriters = zoneHourlyWriters;
        this.rejected = rejected;
        this.archive = archive;
        this.lateInterval = lateInterval;
    }

    /** With one writer of rows. */
    public static Outputs of(
            Sink<ZoneHour> zoneHourly, Sink<TripEnvelope> rejected, Sink<TripEnvelope> archive) {
        return new Outputs(zoneHourly, 1, rejected, archive);
    }

    /** The same, but late rows are gathered for this long before they are written. */
    public Outputs withLateInterval(Duration interval) {
        return new Outputs(zoneHourly, zoneHourlyWriters, rejected, archive, interval);
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

    Duration lateInterval() {
        return lateInterval;
    }
}
