package io.github.taxistream.ledger.manifest;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.trip.NewYorkClock;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has been sent, and what the job will make of it: trips by zone and hour, and rejected
 * records by reason. Not for use by several threads at once.
 */
public final class Tally {

    /** The job's own default of {@code time.future-tolerance}. */
    private static final Duration FUTURE_TOLERANCE = Duration.ofHours(1);

    private final NewYorkClock newYork = new NewYorkClock();
    private final TripParser parser = new TripParser(FUTURE_TOLERANCE);
    private final Sums sums = new Sums();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private final Map<Plague, Long> plagues = new EnumMap<>(Plague.class);
    private long trips;

    /**
     * Counts a record that has been stored.
     *
     * @param payload the record's bytes
     * @param trip the trip that the job will find in it unless it lies too far in the future, or
     *     null if it will find none
     * @param plague what the record suffers from
     * @param sentMillis when it was sent, in milliseconds since 1970 UTC
     */
    public void add(byte[] payload, Trip trip, Plague plague, long sentMillis) {
        if (plague != Plague.NONE) {
            plagues.merge(plague, 1L, Long::sum);
        }
        if (trip != null
                && trip.pickupMillis()
                        <= newYork.latestMillis(sentMillis) + FUTURE_TOLERANCE.toMillis()) {
            trips++;
            sums.add(trip);
            return;
        }
        for (TripEnvelope entry : parser.parse(payload, sentMillis, "", "", "").entries()) {
            if (entry.isTrip()) {
                trips++;
                sums.add(entry.trip());
            } else {
                reject(entry.rejection().reason(), 1);
            }
        }
    }

    /** Adds totals of a zone and hour. */
    public void add(ZoneHourKey key, ZoneHourTotals totals) {
        trips += totals.trips();
        sums.add(key, totals);
    }

    /** Adds rejected records. */
    public void reject(RejectReason reason, long records) {
        rejected.merge(reason, records, Long::sum);
    }

    /** Adds records that suffer from a plague, which are counted as trips already. */
    public void suffer(Plague plague, long records) {
        plagues.merge(plague, records, Long::sum);
    }

    /** Adds all that another has. */
    public void add(Tally other) {
        trips += other.trips;
        sums.add(other.sums);
        other.rejected.forEach(this::reject);
        other.plagues.forEach(this::suffer);
    }

    /** All records. */
    public long records() {
        return trips + rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public long trips() {
        return trips;
    }

    public Sums sums() {
        return sums;
    }

    /** Rejected records by reason. */
    public Map<RejectReason, Long> rejected() {
        return new EnumMap<>(rejected);
    }

    /** Trips by plague. */
    public Map<Plague, Long> plagues() {
        return new EnumMap<>(plagues);
    }
}
