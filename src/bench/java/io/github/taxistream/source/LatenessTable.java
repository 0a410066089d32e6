package io.github.taxistream.source;

import io.github.taxistream.JobSettings;
import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import io.github.taxistream.local.CollectingSink;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.source.clock.ShardClock;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Compares, for a file of trips in several orders, how many trips a stock bounded watermark would
 * drop as late with what this job makes of them.
 *
 * <p>The first are counted, the others come out of the job's own pipeline, fed by one shard whose
 * clock moves with each trip: the strictest case.
 */
public final class LatenessTable {

    private static final PrintStream OUT = System.out;
    private static final Pattern PICKUP = Pattern.compile("(pickup_datetime\":\")(\\d{4})");
    private static final String ROW = "| %-41s | %s | %s | %s | %s | %s |%n";

    private LatenessTable() {}

    /**
     * Prints the table in Markdown.
     *
     * @param args the file of trips, as the producer reads it
     */
    public static void main(String[] args) throws Exception {
        List<Trip> asInFile = trips(send(args[0], "file"));
        List<String> dropoffOrder = send(args[0], "dropoff");
        OUT.printf(
                ROW, "order", "10 s", "5 min", "1 h", "ours: rows on time", "late (their trips)");
        OUT.println("|---|---|---|---|---|---|");
        print("as in the file", asInFile);
        print("by drop-off", trips(dropoffOrder));
        if (dropoffOrder.size() >= 10) {
            print(
                    "by drop-off, the tenth dated a year ahead",
                    trips(withOneYearAhead(dropoffOrder)));
        }
    }

    private static void print(String order, List<Trip> trips) throws Exception {
        List<ZoneHour> rows = rows(trips);
        long late = rows.stream().filter(row -> row.pane() == Pane.LATE).count();
        long lateTrips =
                rows.stream()
                        .filter(row -> row.pane() == Pane.LATE)
                        .mapToLong(row -> row.totals().trips())
                        .sum();
        OUT.printf(
                ROW,
                order,
                dropped(trips, Duration.ofSeconds(10)),
                dropped(trips, Duration.ofMinutes(5)),
                dropped(trips, Duration.ofHours(1)),
                String.format("%,d", rows.size() - late),
                String.format("%,d (%,d)", late, lateTrips));
    }

    /** What an hourly window behind {@code forBoundedOutOfOrderness} drops. */
    private static String dropped(List<Trip> trips, Duration outOfOrderness) {
        long maximum = Long.MIN_VALUE + outOfOrderness.toMillis() + 1;
        int dropped = 0;
        for (Trip trip : trips) {
            long watermark = maximum - outOfOrderness.toMillis() - 1;
            long endOfHour = trip.hourStartMillis() + Duration.ofHours(1).toMillis() - 1;
            dropped += endOfHour <= watermark ? 1 : 0;
            maximum = Math.max(maximum, trip.pickupMillis());
        }
        return String.format("%,d (%.1f %%)", dropped, 100.0 * dropped / trips.size());
    }

    @SuppressWarnings("deprecation") // So that the clock can move with each trip.
    private static List<ZoneHour> rows(List<Trip> trips) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobSettings settings =
                JobSettings.read(new String[] {"--kinesis.stream", "x", "--output.path", "x"});
        OneShard.trips = trips;
        DataStream<TripEnvelope> records = env.addSource(new OneShard(), ValueType.TRIP_ENVELOPE);
        CollectingSink<ZoneHour> rows = new CollectingSink<>();
        Workflow.define(
                records,
                settings.quietPeriod(),
                Outputs.of(rows, new CollectingSink<>(), new CollectingSink<>()));
        env.execute();
        return rows.values();
    }

    private static List<String> send(String file, String order) throws IOException {
        Path records = Files.createTempFile("trips", ".jsonl");
        int exitCode = Producer.execute("replay", file, "--order", order, "--dry-run=" + records);
        if (exitCode != 0) {
            throw new IOException(file + " cannot be replayed");
        }
        List<String> lines = Files.readAllLines(records);
        Files.delete(records);
        return lines;
    }

    private static List<Trip> trips(List<String> records) {
        TripParser parser = new TripParser(Duration.ofHours(1));
        List<Trip> trips = new ArrayList<>();
        for (String record : records) {
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            TripEnvelope envelope = parser.parse(bytes, System.currentTimeMillis(), "", "", "");
            if (envelope.isTrip()) {
                trips.add(envelope.trip());
            }
        }
        return trips;
    }

    private static List<String> withOneYearAhead(List<String> records) {
        List<String> changed = new ArrayList<>(records);
        changed.set(
                9,
                PICKUP.matcher(records.get(9))
                        .replaceFirst(
                                found -> found.group(1) + (Integer.parseInt(found.group(2)) + 1)));
        return changed;
    }

    @SuppressWarnings("deprecation")
    private static final class OneShard implements SourceFunction<TripEnvelope> {

        private static final long serialVersionUID = 1L;

        // Not serialized: the local environment would, so they wait here.
        private static volatile List<Trip> trips;

        @Override
        public void run(SourceContext<TripEnvelope> output) {
            Duration outOfOrderness = Duration.ofHours(1);
            ShardClock clock = new ShardClock(Duration.ofHours(6), 32);
            for (Trip trip : trips) {
                clock.observe(trip.pickupMillis());
                output.collect(TripEnvelope.of(trip, 0));
                if (clock.trustedMaximum() != ShardClock.UNKNOWN) {
                    output.emitWatermark(
                            new Watermark(clock.trustedMaximum() - outOfOrderness.toMillis()));
                }
            }
        }

        @Override
        public void cancel() {}
    }
}
