package io.github.taxistream.trip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result for one entry of a record: a trip, or a rejection with the entry's bytes. Immutable;
 * the bytes must not be changed.
 *
 * <p>A record has one entry or several. The parser returns the envelope of the first, which leads
 * to the others; the source emits all of them together, or none.
 */
public final class TripEnvelope {

    private final Trip trip;
    private final Rejection rejection;
    private final long arrivalMillis;
    private final byte[] payload;
    private final byte[] record;
    private final TripEnvelope next;
    private final EntryIdentity identity;

    private TripEnvelope(
            Trip trip,
            Rejection rejection,
            long arrivalMillis,
            byte[] payload,
            byte[] record,
            TripEnvelope next,
            EntryIdentity identity) {
        this.trip = trip;
        this.rejection = rejection;
        this.arrivalMillis = arrivalMillis;
        this.payload = payload;
        this.record = record;
        this.next = next;
        this.identity = identity;
    }

    /**
     * An entry that is a trip.
     *
     * @param arrivalMillis when the record arrived in Kinesis, in milliseconds since 1970 UTC
     */
    public static TripEnvelope of(Trip trip, long arrivalMillis) {
        return of(trip, arrivalMillis, null);
    }

    /**
     * An entry that is a trip, with what it is known by if it is sent again.
     *
     * @param arrivalMillis when the record arrived in Kinesis, in milliseconds since 1970 UTC
     * @param identity is not serialized; null if nobody looks for duplicates
     */
    public static TripEnvelope of(Trip trip, long arrivalMillis, EntryIdentity identity) {
        return new TripEnvelope(
                Objects.requireNonNull(trip), null, arrivalMillis, null, null, null, identity);
    }

    /**
     * An entry that is not a trip.
     *
     * @param arrivalMillis when the record arrived in Kinesis, in milliseconds since 1970 UTC
     * @param payload the entry's bytes
     */
    public static TripEnvelope rejected(Rejection rejection, long arrivalMillis, byte[] payload) {
        return new TripEnvelope(
                null,
                Objects.requireNonNull(rejection),
                arrivalMillis,
                Objects.requireNonNull(payload),
                null,
                null,
                null);
    }

    /**
     * The same with the whole record as it arrived, for the archive. Only the first entry of a
     * record has it, so that it is archived once.
     */
    public TripEnvelope withRecord(byte[] recordBytes) {
        return new TripEnvelope(
                trip,
                rejection,
                arrivalMillis,
                payload,
                Objects.requireNonNull(recordBytes),
                next,
                identity);
    }

    /** The same, followed by the record's next entry. */
    public TripEnvelope followedBy(TripEnvelope nextEntry) {
        return new TripEnvelope(
                trip,
                rejection,
                arrivalMillis,
                payload,
                record,
                Objects.requireNonNull(nextEntry),
                identity);
    }

    /** The entry's identity: only a trip has one, and only if duplicates are looked for. */
    public Optional<EntryIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** The first of several envelopes, with the others after it. */
    public static TripEnvelope chained(List<TripEnvelope> entries) {
        TripEnvelope first = entries.get(entries.size() - 1);
        for (int i = entries.size() - 2; i >= 0; i--) {
            first = entries.get(i).followedBy(first);
        }
        return first;
    }

    /** Whether the record has a further entry. */
    public boolean hasNext() {
        return next != null;
    }

    /**
     * The record's next entry.
     *
     * @throws IllegalStateException if this is its last
     */
    public TripEnvelope next() {
        if (next == null) {
            throw new IllegalStateException("the record's last entry: " + this);
        }
        return next;
    }

    /** This entry and all that follow it in its record. */
    public List<TripEnvelope> entries() {
        List<TripEnvelope> entries = new ArrayList<>();
        for (TripEnvelope entry = this; entry != null; entry = entry.next) {
            entries.add(entry);
        }
        return entries;
    }

    public boolean isTrip() {
        return trip != null;
    }

    /**
     * The trip.
     *
     * @throws IllegalStateException if the entry was rejected
     */
    public Trip trip() {
        if (trip == null) {
            throw new IllegalStateException("no trip, but rejected: " + rejection);
        }
        return trip;
    }

    /**
     * Why the entry was rejected.
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

    /** The entry's bytes: always there for a rejected one, never for a trip. */
    public Optional<byte[]> payload() {
        return Optional.ofNullable(payload);
    }

    /** The whole record as it arrived: with its first entry, if records are archived. */
    public Optional<byte[]> record() {
        return Optional.ofNullable(record);
    }

    /** How many bytes of its record's text it keeps in memory. */
    public int keptBytes() {
        return (payload == null ? 0 : payload.length)
                + (record == null ? 0 : record.length)
                + (identity == null ? 0 : identity.keptBytes());
    }

    @Override
    public String toString() {
        return isTrip() ? trip.toString() : "rejected, " + rejection;
    }
}
