package io.github.taxistream.producer.record;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.trip.Trip;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A record to be sent, and the trip that the job will read in it. Immutable; the payload must not
 * be changed.
 */
public final class OutgoingRecord {

    /** The event time of a record that has none: it has no trip, and no earlier record has one. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final byte[] payload;
    private final Trip trip;
    private final int vendorId;
    private final long eventMillis;
    private final long position;
    private final Plague plague;
    private final boolean several;
    private final long original;

    /**
     * @param payload the record's bytes
     * @param trip the trip that the job will find in it, or null if it will find none
     * @param vendorId the vendor, 0 if unknown
     * @param eventMillis when the record is due, in milliseconds since 1970 as if New York's wall
     *     clock were UTC: normally the drop-off
     */
    public OutgoingRecord(byte[] payload, Trip trip, int vendorId, long eventMillis) {
        this(payload, trip, vendorId, eventMillis, -1, Plague.NONE, false, -1);
    }

    private OutgoingRecord(
            byte[] payload,
            Trip trip,
            int vendorId,
            long eventMillis,
            long position,
            Plague plague,
            boolean several,
            long original) {
        this.payload = Objects.requireNonNull(payload);
        this.trip = trip;
        this.vendorId = vendorId;
        this.eventMillis = eventMillis;
        this.position = position;
        this.plague = Objects.requireNonNull(plague);
        this.several = several;
        this.original = original;
    }

    /** The same record at a place in the order of sending. */
    public OutgoingRecord at(long newPosition) {
        return new OutgoingRecord(
                payload, trip, vendorId, eventMillis, newPosition, plague, several, original);
    }

    /** The same record with another event time. */
    public OutgoingRecord comingUpAt(long newEventMillis) {
        return new OutgoingRecord(
                payload, trip, vendorId, newEventMillis, position, plague, several, original);
    }

    /** The same record with another payload and trip. */
    OutgoingRecord as(byte[] newPayload, Trip newTrip) {
        return new OutgoingRecord(
                newPayload, newTrip, vendorId, eventMillis, position, plague, several, original);
    }

    /** The same record, marked with a plague. */
    public OutgoingRecord with(Plague newPlague) {
        return new OutgoingRecord(
                payload, trip, vendorId, eventMillis, position, newPlague, several, original);
    }

    /** The same record, marked as having several entries, of which the trip is the first. */
    public OutgoingRecord withSeveralEntries() {
        return new OutgoingRecord(
                payload, trip, vendorId, eventMillis, position, plague, true, original);
    }

    /** The same record to be sent once more, with the key that belongs to a position. */
    public OutgoingRecord againAs(long firstPosition) {
        return new OutgoingRecord(
                payload,
                trip,
                vendorId,
                eventMillis,
                position,
                Plague.DUPLICATE,
                several,
                firstPosition);
    }

    /**
     * The same record with an additional member, which the job does not read.
     *
     * @throws IllegalStateException if the record does not end as an object
     */
    public OutgoingRecord withMember(String name, String text) {
        int end = payload.length;
        while (end > 0 && payload[end - 1] != '}') {
            end--;
        }
        if (end == 0) {
            throw new IllegalStateException("only an object can have an additional member");
        }
        byte[] member = TripJson.textMember(name, text);
        byte[] longer = Arrays.copyOf(payload, end + member.length);
        longer[end - 1] = ',';
        System.arraycopy(member, 0, longer, end, member.length);
        longer[longer.length - 1] = '}';
        return as(longer, trip);
    }

    /** Whether the record has several entries. */
    public boolean hasSeveralEntries() {
        return several;
    }

    /** The position that determines the record's key: its own, or that of the record it repeats. */
    public long keyPosition() {
        return original >= 0 ? original : position;
    }

    public byte[] payload() {
        return payload;
    }

    /**
     * The trip that the job will find first, unless it lies too far in the future when it arrives;
     * empty if the job will reject the record in any case.
     */
    public Optional<Trip> trip() {
        return Optional.ofNullable(trip);
    }

    /** The trip if the job will find nothing else, else null. */
    public Trip onlyTrip() {
        return several ? null : trip;
    }

    /** The pickup zone, 0 where there is no trip. */
    public int zoneId() {
        return trip == null ? 0 : trip.zoneId();
    }

    /** The vendor, 0 if unknown. */
    public int vendorId() {
        return vendorId;
    }

    /** When the record is due, in milliseconds since 1970, wall clock, or {@link #NO_TIME}. */
    public long eventMillis() {
        return eventMillis;
    }

    /** The record's position in the order of sending, from 0; -1 as long as it has none. */
    public long position() {
        return position;
    }

    /** The plague with which the record tests the job. */
    public Plague plague() {
        return plague;
    }
}
