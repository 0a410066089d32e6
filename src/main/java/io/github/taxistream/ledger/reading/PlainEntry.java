package io.github.taxistream.ledger.reading;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import java.util.Optional;

/** What the job has to make of one entry of a record: a trip, or a rejection. Immutable. */
public final class PlainEntry {

    private final Trip trip;
    private final RejectReason reason;
    private final byte[] payload;

    private PlainEntry(Trip trip, RejectReason reason, byte[] payload) {
        this.trip = trip;
        this.reason = reason;
        this.payload = payload;
    }

    static PlainEntry of(Trip trip, byte[] payload) {
        return new PlainEntry(trip, null, payload);
    }

    static PlainEntry rejected(RejectReason reason, byte[] payload) {
        return new PlainEntry(null, reason, payload);
    }

    /** The trip, or empty if the entry is rejected. */
    public Optional<Trip> trip() {
        return Optional.ofNullable(trip);
    }

    /** Why the entry is rejected, or null if it is a trip. */
    public RejectReason reason() {
        return reason;
    }

    /** The entry's bytes; not to be changed. */
    public byte[] payload() {
        return payload;
    }
}
