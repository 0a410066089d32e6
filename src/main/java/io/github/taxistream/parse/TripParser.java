package io.github.taxistream.parse;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.Zones;
import java.time.Duration;
import java.time.Instant;

/**
 * Bytes in, a trip or a rejection out. Never throws, never answers null.
 *
 * <p>A record is one JSON object (RFC 8259) in UTF-8 with the TLC's member names, yellow or green,
 * or the snake_case ones of the public samples, in any letter case; values typed or as strings.
 * Unknown members are ignored; of a duplicate member the last counts, but a null or blank does not
 * take the place of a value under another name: a record may have the columns of yellow and green.
 *
 * <p>Rejected is only what cannot be placed in a zone and an hour. A count, distance or amount that
 * is missing or unreadable counts 0.
 *
 * <p>Not for use by several threads at once: it keeps what it has read of the current record.
 */
public final class TripParser {

    private static final long SECONDS_2009 = Instant.parse("2009-01-01T00:00:00Z").getEpochSecond();
    private static final int MAX_DETAIL = 200;

    /** The places of the measures that are read. */
    private static final int[] READ = Measure.READ.stream().mapToInt(Measure::index).toArray();

    private final JsonScanner json = new JsonScanner();
    private final MemberNames names = new MemberNames();
    private final long futureToleranceMillis;
    private final Member pickupTime =
            names.add(
                    new Member(Member.Kind.TIME),
                    "tpep_pickup_datetime",
                    "lpep_pickup_datetime",
                    "pickup_datetime");
    private final Member dropoffTime =
            names.add(
                    new Member(Member.Kind.TIME),
                    "tpep_dropoff_datetime",
                    "lpep_dropoff_datetime",
                    "dropoff_datetime");
    private final Member zone =
            names.add(new Member(Member.Kind.ID), "pulocationid", "pickup_location_id");

    /** Of the measures that are read, in their order. */
    private final Member[] measures = new Member[Measure.READ.size()];

    /**
     * @param futureTolerance how far a pickup may be ahead of the record's arrival; see {@link
     *     RejectReason#PICKUP_IN_FUTURE}
     */
    public TripParser(Duration futureTolerance) {
        if (futureTolerance.isNegative()) {
            throw new IllegalArgumentException(
                    "the future tolerance must not be negative: " + futureTolerance);
        }
        this.futureToleranceMillis = futureTolerance.toMillis();
        for (int i = 0; i < measures.length; i++) {
            Measure measure = Measure.READ.get(i);
            Member.Kind kind = measure.scale() == 0 ? Member.Kind.COUNT : Member.Kind.HUNDREDTHS;
            measures[i] = new Member(kind);
            for (String name : measure.memberNames()) {
                names.add(measures[i], name);
            }
        }
    }

    /**
     * Reads one record.
     *
     * @param record the record's bytes, which a rejection keeps
     * @param arrivalMillis when it arrived in Kinesis, in milliseconds since 1970 UTC
     * @param stream the stream's name, for a rejection
     * @param shardId the shard's id, for a rejection
     * @param sequenceNumber the record's sequence number, for a rejection
     */
    public TripEnvelope parse(
            byte[] record,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber) {
        RejectReason reason;
        String detail;
        try {
            reason = readMembers(record);
            if (reason == null) {
                reason = check(arrivalMillis);
            }
            if (reason == null) {
                return TripEnvelope.of(trip(), arrivalMillis);
            }
            detail = detail(reason, arrivalMillis);
        } catch (MalformedJsonException e) {
            reason = RejectReason.NOT_JSON;
            detail = e.getMessage();
        }
        return TripEnvelope.rejected(
                new Rejection(reason, shortened(detail), stream, shardId, sequenceNumber),
                arrivalMillis,
                record);
    }

    /** Reads the whole record, so that a mistake behind the last member that counts is found. */
    private RejectReason readMembers(byte[] record) throws MalformedJsonException {
        json.begin(record);
        int first = json.next();
        if (first == '{') {
            readObject(record);
        } else {
            json.passValue(first);
        }
        json.passEnd();
        return first == '{' ? null : RejectReason.NOT_AN_OBJECT;
    }

    private void readObject(byte[] record) throws MalformedJsonException {
        pickupTime.clear();
        dropoffTime.clear();
        zone.clear();
        for (Member measure : measures) {
            measure.clear();
        }
        json.pass('{');
        if (json.next() == '}') {
            json.pass();
            return;
        }
        while (true) {
            json.next();
            int nameStart = json.position();
            Member member = names.pass(json, record);
            int first = json.next();
            if (member == null) {
                json.passValue(first);
            } else {
                member.read(json, record, first, nameStart);
            }
            if (json.next() == '}') {
                json.pass();
                return;
            }
            json.pass(',');
        }
    }

    /** The first reason that holds for a record whose members have been read, or null. */
    private RejectReason check(long arrivalMillis) {
        if (pickupTime.isMissing()) {
            return RejectReason.MISSING_PICKUP_TIME;
        }
        if (pickupTime.isUnreadable()) {
            return RejectReason.BAD_PICKUP_TIME;
        }
        if (pickupTime.value() < SECONDS_2009) {
            return RejectReason.PICKUP_BEFORE_2009;
        }
        if (pickupTime.value() * 1000 > arrivalMillis + futureToleranceMillis) {
            return RejectReason.PICKUP_IN_FUTURE;
        }
        if (zone.isMissing()) {
            return RejectReason.MISSING_ZONE;
        }
        if (zone.isUnreadable() || !Zones.isZone(zone.value())) {
            return RejectReason.BAD_ZONE;
        }
        return null;
    }

    private Trip trip() {
        long pickupSeconds = pickupTime.value();
        long[] values = new long[Measure.COUNT];
        if (!dropoffTime.isMissing() && !dropoffTime.isUnreadable()) {
            values[Measure.DURATION.index()] = Math.max(0, dropoffTime.value() - pickupSeconds);
        }
        for (int i = 0; i < measures.length; i++) {
            values[READ[i]] = measures[i].orZero();
        }
        return Trip.of((int) zone.value(), pickupSeconds * 1000, values);
    }

    private String detail(RejectReason reason, long arrivalMillis) {
        switch (reason) {
            case NOT_JSON:
                throw new AssertionError("said by the scanner");
            case NOT_AN_OBJECT:
                return "JSON, but not an object";
            case MISSING_PICKUP_TIME:
                return "no pickup time";
            case BAD_PICKUP_TIME:
                return String.format(
                        "pickup time \"%s\" is not like 2024-01-31 23:59:59, without an offset",
                        pickupTime.text());
            case PICKUP_BEFORE_2009:
                return "pickup time " + pickupText() + " is before 2009";
            case PICKUP_IN_FUTURE:
                return String.format(
                        "pickup time %s is more than %s after the arrival at %s",
                        pickupText(),
                        Duration.ofMillis(futureToleranceMillis),
                        Instant.ofEpochMilli(arrivalMillis));
            case MISSING_ZONE:
                return "no pickup zone";
            case BAD_ZONE:
                return String.format(
                        "pickup zone \"%s\" is not 1 to %d",
                        zone.isUnreadable() ? zone.text() : zone.value(), Zones.COUNT);
        }
        throw new AssertionError(reason);
    }

    private String pickupText() {
        String text = Instant.ofEpochSecond(pickupTime.value()).toString();
        return text.replace('T', ' ').replace("Z", "");
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }
}
