package io.github.taxistream.parse;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.MalformedJsonException;
import io.github.taxistream.parse.json.MemberNames;
import io.github.taxistream.parse.value.Times;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members that count, of all the data sets, and their values in the current entry.
 *
 * <p>A table in docs/input-and-output.md says where each name comes from; a test compares the two.
 */
final class TripMembers {

    /** The places of the measures that are read. */
    private static final int[] READ = Measure.READ.stream().mapToInt(Measure::index).toArray();

    private final MemberNames<Member> names = new MemberNames<>();
    private final PresentMembers present = new PresentMembers();
    private final Times times;

    private final Member pickupTime;
    private final Member dropoffTime;
    private final Member zone;

    /** One for each measure that is read, in the order of the measures. */
    private final Member[] measures = new Member[Measure.READ.size()];

    private final Member fare;
    private final Member tip;
    private final Member tolls;
    private final Member total;

    /** HVFHV's own names for what the rider paid; that set has no total. */
    private final Member riderFare;

    private final Member riderTip;
    private final Member riderTolls;
    private final Member blackCarFund;
    private final Member salesTax;

    /** The bits of these. */
    private final int ofHvfhv;

    /** Parts of the total that other sets have as well. */
    private final Member[] surcharges;

    /** The member that is the id, if there is one. */
    private final Member id;

    TripMembers(Instants instants) {
        this(instants, Optional.empty());
    }

    /**
     * @param idName the name of the member that is an entry's id
     */
    TripMembers(Instants instants, Optional<String> idName) {
        times = new Times(instants);
        pickupTime =
                add(
                        MemberKind.TIME,
                        "tpep_pickup_datetime",
                        "lpep_pickup_datetime",
                        "pickup_datetime",
                        "trip_pickup_datetime");
        dropoffTime =
                add(
                        MemberKind.TIME,
                        "tpep_dropoff_datetime",
                        "lpep_dropoff_datetime",
                        "dropoff_datetime",
                        "trip_dropoff_datetime");
        zone = add(MemberKind.ID, "pulocationid", "pickup_location_id");
        addMeasures();
        fare = measures[Measure.READ.indexOf(Measure.FARE)];
        tip = measures[Measure.READ.indexOf(Measure.TIP)];
        tolls = measures[Measure.READ.indexOf(Measure.TOLLS)];
        total = measures[Measure.READ.indexOf(Measure.TOTAL)];
        // These take over their names, so that it is known under which name the value came.
        riderFare = add(MemberKind.HUNDREDTHS, "base_passenger_fare");
        riderTip = add(MemberKind.HUNDREDTHS, "tips");
        riderTolls = add(MemberKind.HUNDREDTHS, "tolls");
        blackCarFund = add(MemberKind.HUNDREDTHS, "bcf");
        salesTax = add(MemberKind.HUNDREDTHS, "sales_tax");
        surcharges =
                new Member[] {
                    part("congestion_surcharge"), part("airport_fee"), part("cbd_congestion_fee")
                };
        id = idName.map(this::addId).orElse(null);
        ofHvfhv =
                riderFare.bit()
                        | riderTip.bit()
                        | riderTolls.bit()
                        | blackCarFund.bit()
                        | salesTax.bit();
    }

    private void addMeasures() {
        for (int i = 0; i < measures.length; i++) {
            Measure measure = Measure.READ.get(i);
            measures[i] =
                    add(
                            measure.scale() == 0 ? MemberKind.COUNT : MemberKind.HUNDREDTHS,
                            measure.memberNames().toArray(new String[0]));
        }
    }

    private Member add(MemberKind kind, String... itsNames) {
        Member member = new Member(kind, present, times);
        names.add(member, List.of(itsNames));
        return member;
    }

    private Member addId(String name) {
        Member counted = names.get(name);
        Member member = counted == null ? add(MemberKind.BYTES, name) : counted;
        member.keepPlace();
        return member;
    }

    /** A part of what the rider paid, which may be a measure of its own as well. */
    private Member part(String name) {
        Member measure = names.get(name);
        return measure == null ? add(MemberKind.HUNDREDTHS, name) : measure;
    }

    /** Every name that counts, in the form in which names are compared. */
    Set<String> allNames() {
        return names.all();
    }

    Member pickupTime() {
        return pickupTime;
    }

    Member zone() {
        return zone;
    }

    /** The member that is the id, or null. */
    Member id() {
        return id;
    }

    /** Whether a member of this name holds a pickup time. */
    boolean isPickupTime(String name) {
        return names.get(name) == pickupTime;
    }

    /** Passes an object, at its opening brace, and takes what counts. */
    void readObject(JsonScanner json, byte[] text) throws MalformedJsonException {
        present.clear();
        if (json.passEmptyObject()) {
            return;
        }
        do {
            int nameStart = json.position();
            Member member = names.pass(json, text);
            int first = json.next();
            if (member == null) {
                json.passValue(first);
            } else {
                member.read(json, text, first, nameStart);
            }
        } while (!json.passEndOrSeeComma('}'));
    }

    /** The trip; pickup time and zone have to be good. */
    Trip trip() {
        long[] values = new long[Measure.COUNT];
        for (int i = 0; i < measures.length; i++) {
            values[READ[i]] = measures[i].orZero();
        }
        values[Measure.DURATION.index()] = durationSeconds();
        if (present.hasAny(ofHvfhv)) {
            addHvfhv(values);
        }
        return Trip.of((int) zone.value(), pickupTime.value() * 1000, values);
    }

    /**
     * Between true instants it is the time that has passed, even if the clocks are changed in
     * between.
     */
    private long durationSeconds() {
        if (dropoffTime.isMissing() || dropoffTime.isUnreadable()) {
            return 0;
        }
        boolean areInstants =
                pickupTime.trueSeconds() != UNREADABLE && dropoffTime.trueSeconds() != UNREADABLE;
        return areInstants
                ? TripRules.durationSeconds(pickupTime.trueSeconds(), dropoffTime.trueSeconds())
                : TripRules.durationSeconds(pickupTime.value(), dropoffTime.value());
    }

    /** The usual names take precedence; a missing total is the sum of what the rider paid. */
    private void addHvfhv(long[] values) {
        take(fare, riderFare, values, Measure.FARE);
        take(tip, riderTip, values, Measure.TIP);
        take(tolls, riderTolls, values, Measure.TOLLS);
        if (!total.isMissing()) {
            return;
        }
        long sum =
                values[Measure.FARE.index()]
                        + values[Measure.TIP.index()]
                        + values[Measure.TOLLS.index()]
                        + blackCarFund.orZero()
                        + salesTax.orZero();
        for (Member surcharge : surcharges) {
            sum += surcharge.orZero();
        }
        values[Measure.TOTAL.index()] = TripRules.counted(sum, Measure.TOTAL.scale());
    }

    private static void take(Member usual, Member ofHvfhv, long[] values, Measure measure) {
        if (usual.isMissing()) {
            values[measure.index()] = ofHvfhv.orZero();
        }
    }
}
