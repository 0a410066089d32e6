package io.github.taxistream.parse;

import io.github.taxistream.trip.EntryIdentity;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.TripRules;
import io.github.taxistream.trip.Zones;
import java.time.Instant;
import java.util.Arrays;

/**
 * Decides what becomes of an entry once its members are read: a trip, or a rejection with a reason.
 */
final class EntryRules {

    private static final int MAX_DETAIL = 200;

    private final TripMembers members;
    private final Member pickupTime;
    private final Member zone;
    private final TripRules rules;
    private final EntryIdentities identities;
    private long arrivalMillis;
    private String stream = "";
    private String shardId = "";
    private String sequenceNumber = "";

    /**
     * @param identities identify trips that may be sent again, or null if duplicates are kept
     */
    EntryRules(TripMembers members, TripRules rules, EntryIdentities identities) {
        this.members = members;
        this.pickupTime = members.pickupTime();
        this.zone = members.zone();
        this.rules = rules;
        this.identities = identities;
    }

    /**
     * Begins a record: when it arrived, in milliseconds since 1970 UTC, and its position in the
     * stream.
     */
    void begin(
            long newArrivalMillis, String newStream, String newShardId, String newSequenceNumber) {
        arrivalMillis = newArrivalMillis;
        stream = newStream;
        shardId = newShardId;
        sequenceNumber = newSequenceNumber;
    }

    /**
     * The trip that is the whole record, once its members are read; null if it is rejected. It
     * needs no {@link #begin}, which stores three references beyond the record's life: that is
     * expensive for the garbage collector.
     */
    TripEnvelope tripOrNull(byte[] record, long itsArrivalMillis) {
        return check(itsArrivalMillis) == null
                ? trip(itsArrivalMillis, record, 0, record.length)
                : null;
    }

    /** The entry that is the whole record, once its members are read. */
    TripEnvelope entry(byte[] record) {
        return entry(record, 0, record.length);
    }

    /** The entry between these positions of a text, once its members are read. */
    TripEnvelope entry(byte[] text, int from, int to) {
        RejectReason reason = check(arrivalMillis);
        if (reason == null) {
            return trip(arrivalMillis, text, from, to);
        }
        String detail =
                reason == RejectReason.MISSING_PICKUP_TIME
                        ? KnownShapes.withoutPickupTime(members, text, from, to)
                        : detail(reason);
        return rejected(reason, detail, text, from, to);
    }

    private TripEnvelope trip(long itsArrivalMillis, byte[] text, int from, int to) {
        EntryIdentity identity = identities == null ? null : identities.of(text, from, to);
        return TripEnvelope.of(members.trip(), itsArrivalMillis, identity);
    }

    /** A rejection of what is between these positions of a text. */
    TripEnvelope rejected(RejectReason reason, String detail, byte[] text, int from, int to) {
        boolean isWhole = from == 0 && to == text.length;
        return TripEnvelope.rejected(
                new Rejection(reason, shortened(detail), stream, shardId, sequenceNumber),
                arrivalMillis,
                isWhole ? text : Arrays.copyOfRange(text, from, to));
    }

    /** The first reason that applies, or null. */
    private RejectReason check(long itsArrivalMillis) {
        if (pickupTime.isMissing()) {
            return RejectReason.MISSING_PICKUP_TIME;
        }
        if (pickupTime.isUnreadable()) {
            return RejectReason.BAD_PICKUP_TIME;
        }
        RejectReason pickup = rules.rejectsPickup(pickupTime.value(), itsArrivalMillis);
        if (pickup != null) {
            return pickup;
        }
        if (zone.isMissing()) {
            return RejectReason.MISSING_ZONE;
        }
        if (zone.isUnreadable() || !Zones.isZone(zone.value())) {
            return RejectReason.BAD_ZONE;
        }
        return null;
    }

    private String detail(RejectReason reason) {
        switch (reason) {
            case BAD_PICKUP_TIME:
                return badPickupTime();
            case PICKUP_BEFORE_2009:
                return "pickup time " + asText(pickupTime.value()) + " is before 2009";
            case PICKUP_IN_FUTURE:
                return String.format(
                        "pickup time %s is more than %s after the arrival at %s, which is %s in New"
                                + " York",
                        asText(pickupTime.value()),
                        rules.futureTolerance(),
                        Instant.ofEpochMilli(arrivalMillis),
                        asText(Math.floorDiv(rules.arrivalInNewYork(arrivalMillis), 1000)));
            case MISSING_ZONE:
                return "no pickup zone";
            case BAD_ZONE:
                return String.format(
                        "pickup zone \"%s\" is not 1 to %d",
                        zone.isUnreadable() ? zone.text() : zone.value(), Zones.COUNT);
            default:
                throw new AssertionError(reason);
        }
    }

    private String badPickupTime() {
        return pickupTime.isInstant()
                ? String.format(
                        "pickup time \"%s\" names its zone or counts from 1970: the setting"
                                + " time.instants says what that means, and it is REJECT",
                        pickupTime.text())
                : String.format(
                        "pickup time \"%s\" is not like 2024-01-31 23:59:59", pickupTime.text());
    }

    private static String asText(long secondsAsIfUtc) {
        String text = Instant.ofEpochSecond(secondsAsIfUtc).toString();
        return text.replace('T', ' ').replace("Z", "");
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }
}
