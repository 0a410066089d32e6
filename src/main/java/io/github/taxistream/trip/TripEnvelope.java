package io.github.taxistream.trip;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of one record: a trip, or a rejection with the record's bytes. Immutable; the bytes
 * must not be changed.
 */
public final class TripEnvelope {

    private final Trip trip;
    private final Rejection rejection;
    private final long arrivalMillis;
    private final byte[] payload;

    private TripEnvelope(Trip trip, Rejection rejection, long arrivalMillis, byte[] payload) {
        this.trip = trip;
        this.rejection = rejection;
        this.arrivalMillis = arrivalMillis;
        this.payload = payload;
    }

    /**
     * A record that is a trip.
     *
     * @param arrivalMillis when the record arrived in Kinesis, in milliseconds since 1970 UTC
     */
    public static TripEnvelope of(Trip trip, long arrivalMillis) {
        return new TripEnvelope(Objects.requireNonNull(trip), null, arrivalMillis, null);
    }

    /**
     * A record that is none.
     *
     * @param arrivalMillis when the record arrived in Kinesis, in milliseconds since 1970 UTC
     * @param payload the record's bytes
     */
    public static TripEnvelope rejected(Rejection rejection, long arrivalMillis, byte[] payload) {
        return new TripEnvelope(
                null,
                Objects.requireNonNull(rejection),
                arrivalMillis,
                Objects.requireNonNull(payload));
    }

    /** The same with the record's bytes, which a trip goes without unless they are archived. */
    public TripEnvelope with(byte[] recordBytes) {
        return new TripEnvelope(
                trip, rejection, arrivalMillis, Objects.requireNonNull(recordBytes));
    }

    public boolean isTrip() {
        return trip != null;
    }

    /**
     * The trip.
     *
     * @throws IllegalStateException if the record was rejected
     */
    public Trip trip() {
        if (trip == null) {
            throw new IllegalStateException("no trip, but rejected: " + rejection);
        }
        return trip;
    }

    /**
     * Why the record was rejected.
     *
     * @throws IllegalStateException if it was not
     */
    public Rejection rejection() {
        if (rejection == null) {
            throw new IllegalStateException("not rejected, but a " + trip);
        }
        return rejection;
    }

    /** When the record arrived in Kinesis, in milliseconds since 1970 UTC. */
    public long arrivalMillis() {
        return arrivalMillis;
    }

    /** The record's bytes: always there for a rejected record. */
    public Optional<byte[]> payload() {
        return Optional.ofNullable(payload);
    }

    @Override
    public String toString() {
        return isTrip() ? trip.toString() : "rejected, " + rejection;
    }
}
