package io.github.taxistream.bench;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.window.BareTable;
import java.time.Duration;

/** The limit: our parser and our table in one loop, without Flink and without files. */
final class BareLoop implements Work {

    private final TripParser parser = new TripParser(Duration.ofHours(1));
    private final BareTable table = new BareTable();
    private long counted;

    @Override
    public void run() {
        TripRecords records = TripRecords.loaded();
        Stopwatch.start();
        int count = records.count();
        for (int i = 0; i < count; i++) {
            TripEnvelope envelope =
                    parser.parse(records.at(i), RecordSource.ARRIVAL_MILLIS, "trips", "shard", "1");
            if (envelope.isTrip()) {
                table.add(envelope.trip());
            }
        }
        counted = table.drain();
    }

    @Override
    public long countedTrips() {
        return counted;
    }
}
