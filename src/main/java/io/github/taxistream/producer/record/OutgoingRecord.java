package io.github.taxistream.producer.record;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.trip.Trip;
import java.util.Objects;
import java.util.Optional;

/**
 * A record to be sent, and what the job will read in it. Immutable; the payload must not be
 * changed.
 */
public final class OutgoingRecord {

    private final byte[] payload;
    private final Trip trip;
    private final int vendorId;
    private final long eventMillis;
    private final long position;
    private final Plague plague;

    /**
     * @param payload the JSON
     * @param trip the trip that the job will find in it, or null if it will find none
     * @param vendorId the vendor, 0 if unknown
     * @param eventMillis when the record comes up, in milliseconds since 1970 as if New York's wall
     *     clock were UTC: normally when the passenger is dropped off
     */
    public OutgoingRecord(byte[] payload, Trip trip, int vendorId, long eventMillis) {
        this(payload, trip, vendorId, eventMillis, -1, Plague.NONE);
    }

    private OutgoingRecord(
            byte[] payload,
            Trip trip,
            int vendorId,
            long eventMillis,
            long position,
            Plague plague) {
        this.payload = Objects.requireNonNull(payload);
        this.trip = trip;
        this.vendorId = vendorId;
        this.eventMillis = eventMillis;
        this.position = position;
        this.plague = Objects.requireNonNull(plague);
    }

    /** The same record at a place in the order of sending. */
    public OutgoingRecord at(long newPosition) {
        return new OutgoingRecord(payload, trip, vendorId, eventMillis, newPosition, plague);
    }

    /** The same record with another event time. */
    public OutgoingRecord comingUpAt(long newEventMillis) {
        return new OutgoingRecord(payload, trip, vendorId, newEventMillis, position, plague);
    }

    /** A record with another payload and trip in this one's place. */
    OutgoingRecord as(byte[] newPayload, Trip newTrip) {
        return new OutgoingRecord(newPayload, newTrip, vendorId, eventMillis, position, plague);
    }

    /** The same record, known to suffer from a plague. */
    public OutgoingRecord with(Plague newPlague) {
        return new OutgoingRecord(payload, trip, vendorId, eventMillis, position, newPlague);
    }

    public byte[] payload() {
        return payload;
    }

    /**
     * The trip that the job will find, unless it lies too far in the future when it arrives; empty
     * if the job will reject the record in any case.
     */
    public Optional<Trip> trip() {
        return Optional.ofNullable(trip);
    }

    /** The pickup zone, 0 where there is no trip. */
    public int zoneId() {
        return trip == null ? 0 : trip.zoneId();
    }

    /** The vendor, 0 if unknown. */
    public int vendorId() {
        return vendorId;
    }

    /** When the record comes up, in milliseconds since 1970, wall clock. */
    public long eventMillis() {
        return eventMillis;
    }

    /** The record's place in the order of sending, from 0; -1 while it has none. */
    public long position() {
        return position;
    }

    /** What the record has been given to try the job. */
    public Plague plague() {
        return plague;
    }
}
