package io.github.taxistream.ledger.manifest;

import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What has been sent, and what the job will make of it: trips by zone and hour, and rejected
 * entries by reason. Trips that were sent a second time on purpose are kept apart: it is a setting
 * of the job's whether they count. Not for use by several threads at once.
 */
public final class Tally {

    /** The job's own default of {@code time.future-tolerance}. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofHours(1);

    private final PlainReading reading;
    private final Sums sums = new Sums();
    private final Sums duplicateSums = new Sums();
    private final Map<PayloadHash, Long> duplicates = new HashMap<>();
    private final Map<PayloadHash, Long> perhapsTwice = new HashMap<>();
    private final Rejects rejected = new Rejects();
    private final Map<Plague, Long> plagues = new EnumMap<>(Plague.class);
    private long trips;
    private long lastSentMillis = Long.MIN_VALUE;
    private long lastLatestMillis;

    /** Counts by the job's default rules. */
    public Tally() {
        this(new PlainReading(FUTURE_TOLERANCE, Instants.REJECT));
    }

    /**
     * @param reading reads records by the job's rules
     */
    public Tally(PlainReading reading) {
        this.reading = reading;
    }

    /**
     * Counts a record that has been stored.
     *
     * @param payload the record's bytes
     * @param trip the trip that is all of the record, unless it lies too far in the future; null if
     *     there is none, or several
     * @param plague what the record suffers from
     * @param sentMillis when it was sent, in milliseconds since 1970 UTC
     */
    public void add(byte[] payload, Trip trip, Plague plague, long sentMillis) {
        if (plague != Plague.NONE) {
            plagues.merge(plague, 1L, Long::sum);
        }
        if (trip != null && trip.pickupMillis() <= latestPickupMillis(sentMillis)) {
            add(trip, payload, plague);
            return;
        }
        for (PlainEntry entry : reading.entries(payload, sentMillis)) {
            if (entry.trip().isPresent()) {
                add(entry.trip().get(), entry.payload(), plague);
            } else {
                rejected.add(entry.reason().id(), entry.payload());
            }
        }
    }

    /** Worked out once for all records of a request. */
    private long latestPickupMillis(long sentMillis) {
        if (sentMillis != lastSentMillis) {
            lastSentMillis = sentMillis;
            lastLatestMillis = reading.latestPickupMillis(sentMillis);
        }
        return lastLatestMillis;
    }

    private void add(Trip trip, byte[] payload, Plague plague) {
        if (plague == Plague.DUPLICATE) {
            duplicateSums.add(trip);
            duplicates.merge(PayloadHash.of(payload), 1L, Long::sum);
        } else {
            trips++;
            sums.add(trip);
        }
    }

    /** Counts an aggregate that no reader sees, as its keys belong to another shard. */
    public void addMisplaced(long entries, byte[] aggregate) {
        rejected.add(RejectReason.MISPLACED.id(), entries, aggregate);
    }

    /** Counts a record that is sent again though it may have been stored. */
    public void addPerhapsTwice(byte[] payload) {
        addPerhapsTwice(PayloadHash.of(payload), 1);
    }

    void addPerhapsTwice(PayloadHash hash, long times) {
        perhapsTwice.merge(hash, times, Long::sum);
    }

    /** Adds totals of a zone and hour. */
    public void add(ZoneHourKey key, ZoneHourTotals totals) {
        trips += totals.trips();
        sums.add(key, totals);
    }

    /** Adds totals of a zone and hour, of trips that were sent a second time. */
    void addDuplicates(ZoneHourKey key, ZoneHourTotals totals) {
        duplicateSums.add(key, totals);
    }

    void addDuplicates(PayloadHash hash, long times) {
        duplicates.merge(hash, times, Long::sum);
    }

    /** Adds records that suffer from a plague, which are counted as trips already. */
    public void suffer(Plague plague, long records) {
        plagues.merge(plague, records, Long::sum);
    }

    /** Adds all that another has. */
    public void add(Tally other) {
        trips += other.trips;
        sums.add(other.sums);
        duplicateSums.add(other.duplicateSums);
        other.duplicates.forEach(this::addDuplicates);
        other.perhapsTwice.forEach(this::addPerhapsTwice);
        rejected.add(other.rejected);
        other.plagues.forEach(this::suffer);
    }

    /** All entries, those that were sent a second time included. */
    public long records() {
        return trips + duplicateTrips() + rejected.count();
    }

    /** Trips, each once. */
    public long trips() {
        return trips;
    }

    /** Trips that were sent a second time on purpose. */
    public long duplicateTrips() {
        return duplicates.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The trips, each once; to be read only. */
    public Sums sums() {
        return sums;
    }

    /** The trips that were sent a second time on purpose; to be read only. */
    public Sums duplicateSums() {
        return duplicateSums;
    }

    /** For each trip that was sent again on purpose, how often. */
    public Map<PayloadHash, Long> duplicates() {
        return duplicates;
    }

    /** How often each entry may be in the stream beyond what is counted here. */
    public Map<PayloadHash, Long> perhapsTwice() {
        return perhapsTwice;
    }

    /** Entries that the job rejects whatever its settings; may be added to. */
    public Rejects rejected() {
        return rejected;
    }

    /** Trips by plague. */
    public Map<Plague, Long> plagues() {
        return new EnumMap<>(plagues);
    }
}
