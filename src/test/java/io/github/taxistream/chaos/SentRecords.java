package io.github.taxistream.chaos;

import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Records as a city would send them, and what they must add up to: 400 trips an hour of event time,
 * most a little out of order, some hours late, some of broken clocks, some records no trips at all.
 * The same for the same seed.
 */
final class SentRecords {

    private static final long START = Instant.parse("2024-01-31T00:00:00Z").toEpochMilli();
    private static final long MILLIS_PER_TRIP = 9_000;
    private static final int MINUTE_MILLIS = 60_000;
    private static final int HOUR_MILLIS = 3_600_000;
    private static final int ZONES = 40;

    private final Random random;
    private final Optional<RecordShapes> shapes;
    private final List<byte[]> sent = new ArrayList<>();
    private final IdentityHashMap<byte[], Entries> entriesOf = new IdentityHashMap<>();
    private final List<byte[]> broken = new ArrayList<>();
    private Entries current = new Entries();
    private final Map<String, ZoneHourTotals> totals = new TreeMap<>();

    /** What is in a record. */
    private static final class Entries {
        private final List<Trip> trips = new ArrayList<>();
        private final List<byte[]> tripTexts = new ArrayList<>();
        private final List<byte[]> broken = new ArrayList<>();
    }

    /**
     * Records of one entry each.
     *
     * @param seed decides what they are
     */
    SentRecords(long seed) {
        this(seed, false);
    }

    /**
     * @param seed decides what the records are
     * @param areMixed whether they are of all shapes, many of several entries
     */
    SentRecords(long seed, boolean areMixed) {
        this.random = new Random(seed);
        this.shapes = areMixed ? Optional.of(new RecordShapes(random)) : Optional.empty();
    }

    /** The next record, which counts as sent. */
    byte[] next() {
        current = new Entries();
        byte[] record =
                shapes.map(all -> all.next(this)).orElseGet(() -> entry(random.nextInt(50) == 0));
        sent.add(record);
        entriesOf.put(record, current);
        return record;
    }

    /**
     * Takes note that a record is in its shard once more.
     *
     * @param isDuplicateRejected whether the job rejects its trips then, or adds them up again
     */
    void sentAgain(byte[] record, boolean isDuplicateRejected) {
        Entries entries = entriesOf.get(record);
        sent.add(record);
        broken.addAll(entries.broken);
        if (isDuplicateRejected) {
            broken.addAll(entries.tripTexts);
        } else {
            entries.trips.forEach(this::addUp);
        }
    }

    /** The next entry, which has to be part of the next record. */
    byte[] entry(boolean isBroken) {
        return isBroken ? brokenRecord() : trip();
    }

    /** Takes note of a record that is rejected as a whole. */
    void mustBeRejected(byte[] record) {
        broken.add(record);
        current.broken.add(record);
    }

    /** Takes note that the last trip stands in the record like this. */
    byte[] lastTripReads(byte[] text) {
        current.tripTexts.set(current.tripTexts.size() - 1, text);
        return text;
    }

    private byte[] trip() {
        Trip trip =
                new Trip(
                        1 + random.nextInt(ZONES),
                        pickup(START + sent.size() * MILLIS_PER_TRIP),
                        random.nextInt(5),
                        random.nextInt(7_200),
                        random.nextInt(3_000),
                        random.nextInt(10_000),
                        random.nextInt(2_000),
                        random.nextInt(1_500),
                        random.nextInt(20_000));
        addUp(trip);
        byte[] text = Trips.recordOf(trip);
        current.trips.add(trip);
        current.tripTexts.add(text);
        return text;
    }

    private void addUp(Trip trip) {
        totals.merge(
                Instant.ofEpochMilli(trip.hourStartMillis()) + " " + trip.zoneId(),
                ZoneHourTotals.of(trip),
                ZoneHourTotals::plus);
    }

    private long pickup(long now) {
        int kind = random.nextInt(400);
        if (kind == 0) {
            return now + 30L * 24 * HOUR_MILLIS;
        }
        return now - random.nextInt(kind < 12 ? 4 * HOUR_MILLIS : 20 * MINUTE_MILLIS);
    }

    /** Each is another, so that one that is lost cannot be made up for by one that is doubled. */
    private byte[] brokenRecord() {
        int n = broken.size();
        byte[] record =
                ("{\"PULocationID\":" + (266 + n) + ",\"pickup_datetime\":\"2024-01-31 00:00:00\"}")
                        .getBytes(StandardCharsets.UTF_8);
        if (n % 3 == 1) {
            record = Arrays.copyOf(record, record.length - 1);
        } else if (n % 3 == 2) {
            record[2] = (byte) 0xC3;
        }
        mustBeRejected(record);
        return record;
    }

    /** How many were sent. */
    int count() {
        return sent.size();
    }

    /** All records, in the order in which they were sent. */
    List<byte[]> all() {
        return sent;
    }

    /** Those that are no trips. */
    List<byte[]> rejected() {
        return broken;
    }

    /** A line for each zone and hour: when, where, and all that is added up. */
    List<String> zoneHours() {
        return totals.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.toList());
    }

    private static String line(String zoneHour, ZoneHourTotals sum) {
        return Measure.ALL.stream()
                .map(measure -> String.valueOf(sum.get(measure)))
                .collect(Collectors.joining("|", zoneHour + "|", ""));
    }
}
