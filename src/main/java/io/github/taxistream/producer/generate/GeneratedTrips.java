package io.github.taxistream.producer.generate;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.DataSet;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.producer.record.TripColumn;
import io.github.taxistream.trip.Instants;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Yellow trips that look like New York, in the order of their drop-offs. The same settings give the
 * same bytes anywhere. Only trips on the road are kept in memory.
 */
public final class GeneratedTrips implements RecordSource {

    private static final int SECONDS_PER_HOUR = 3600;

    private final GeneratorSettings settings;
    private final Dice dice;
    private final City city = new City();
    private final Ride ride = new Ride(city);
    private final RecordWriter writer;
    private final BrokenRecords broken;
    private final Members members = new Members();
    private final long pickupsInAll;
    private final PriorityQueue<OutgoingRecord> onTheRoad =
            new PriorityQueue<>(
                    Comparator.comparingLong(OutgoingRecord::eventMillis)
                            .thenComparingLong(OutgoingRecord::position));

    private long made;
    private long queued;
    private int hoursDone = -1;
    private long tripsBeforeHour;
    private long tripsAfterHour;
    private long pickupsSoFar;

    /** Trips for a job with the default rules. */
    public GeneratedTrips(GeneratorSettings settings, JsonFormat format) {
        this(settings, format, new PlainReading(Tally.FUTURE_TOLERANCE, Instants.REJECT));
    }

    /**
     * @param reading reads records as the job will
     */
    public GeneratedTrips(GeneratorSettings settings, JsonFormat format, PlainReading reading) {
        this.settings = settings;
        this.dice = new Dice(settings.seed());
        this.writer = new RecordWriter(format, reading);
        this.broken = new BrokenRecords(writer);
        long sum = 0;
        for (int i = 0; i < settings.hours(); i++) {
            sum += City.pickups(settings.startHour() + i);
        }
        this.pickupsInAll = sum;
    }

    @Override
    public OutgoingRecord next() {
        long pickupMillis = made < settings.trips() ? nextPickupSeconds() * 1000 : Long.MAX_VALUE;
        while (made < settings.trips()
                && (onTheRoad.isEmpty() || onTheRoad.peek().eventMillis() > pickupMillis)) {
            make(pickupMillis / 1000);
            pickupMillis = made < settings.trips() ? nextPickupSeconds() * 1000 : Long.MAX_VALUE;
        }
        return onTheRoad.poll();
    }

    /**
     * No trip that is still to be generated is picked up before this, so none is dropped off before
     * it.
     */
    private long nextPickupSeconds() {
        while (made >= tripsAfterHour) {
            hoursDone++;
            pickupsSoFar += City.pickups(settings.startHour() + hoursDone);
            tripsBeforeHour = tripsAfterHour;
            tripsAfterHour = share(pickupsSoFar);
        }
        return (settings.startHour() + hoursDone) * SECONDS_PER_HOUR
                + (made - tripsBeforeHour) * SECONDS_PER_HOUR / (tripsAfterHour - tripsBeforeHour);
    }

    private long share(long pickups) {
        return Math.multiplyHigh(settings.trips(), pickups) == 0 && settings.trips() * pickups >= 0
                ? settings.trips() * pickups / pickupsInAll
                : (long) ((double) settings.trips() * pickups / pickupsInAll);
    }

    private void make(long earliestPickup) {
        long slot = Math.max(1, SECONDS_PER_HOUR / (tripsAfterHour - tripsBeforeHour));
        long pickup = earliestPickup + dice.below((int) slot);
        ride.draw(dice, settings.startHour() + hoursDone);
        made++;
        long dropoff = pickup + ride.seconds;
        if (dice.permille(settings.latePermille())) {
            long delay = dice.between(70 * 60, 6 * SECONDS_PER_HOUR);
            queue(trip(pickup).comingUpAt((dropoff + delay) * 1000).with(Plague.LATE));
        } else if (dice.permille(settings.badClockPermille())) {
            int wrongBy = dice.between(7, 30 * 24) * SECONDS_PER_HOUR;
            long shown = dice.permille(500) ? pickup + wrongBy : pickup - wrongBy;
            queue(trip(shown).comingUpAt(dropoff * 1000).with(Plague.BAD_CLOCK));
        } else {
            queue(trip(pickup));
        }
        if (dice.permille(settings.brokenPermille())) {
            queue(broken.next(pickup).comingUpAt(dropoff * 1000));
        }
    }

    /** The order of generation breaks ties, so that the same seed gives the same order. */
    private void queue(OutgoingRecord record) {
        onTheRoad.add(record.at(queued++));
    }

    private OutgoingRecord trip(long pickup) {
        boolean known = !dice.permille(30);
        writer.begin();
        writer.whole(members.vendor, dice.permille(740) ? 2 : 1);
        writer.time(members.pickupTime, pickup);
        writer.time(members.dropoffTime, pickup + ride.seconds);
        if (known) {
            writer.whole(members.passengers, ride.passengers);
        } else {
            writer.missing(members.passengers);
        }
        writer.hundredths(members.distance, ride.distanceHundredths);
        if (known) {
            writer.whole(members.rateCode, ride.rateCode);
            writer.text(members.storeAndForward, dice.permille(4) ? "Y" : "N");
        } else {
            writer.missing(members.rateCode);
            writer.missing(members.storeAndForward);
        }
        writer.whole(members.pickupZone, ride.pickupZone);
        writer.whole(members.dropoffZone, ride.dropoffZone);
        writer.whole(members.payment, ride.payment);
        amounts();
        return writer.end();
    }

    private void amounts() {
        writer.hundredths(members.fare, ride.fare);
        writer.hundredths(members.extra, ride.extra);
        writer.hundredths(members.mtaTax, ride.mtaTax);
        writer.hundredths(members.tip, ride.tip);
        writer.hundredths(members.tolls, ride.tolls);
        writer.hundredths(members.improvement, ride.improvement);
        writer.hundredths(members.total, ride.total);
        writer.hundredths(members.congestion, ride.congestion);
        writer.hundredths(members.airportFee, ride.airportFee);
    }

    @Override
    public long expectedRecords() {
        return settings.trips() + settings.trips() * settings.brokenPermille() / 1000;
    }

    /** The members of a generated trip, in the order of the TLC's columns. */
    private static final class Members {
        final Member vendor = of(TripColumn.VENDOR);
        final Member pickupTime = of(TripColumn.PICKUP_TIME);
        final Member dropoffTime = of(TripColumn.DROPOFF_TIME);
        final Member passengers = of(TripColumn.PASSENGERS);
        final Member distance = of(TripColumn.DISTANCE);
        final Member rateCode = of(TripColumn.RATE_CODE);
        final Member storeAndForward = of(TripColumn.STORE_AND_FORWARD);
        final Member pickupZone = of(TripColumn.PICKUP_ZONE);
        final Member dropoffZone = of(TripColumn.DROPOFF_ZONE);
        final Member payment = of(TripColumn.PAYMENT_TYPE);
        final Member fare = of(TripColumn.FARE);
        final Member extra = of(TripColumn.EXTRA);
        final Member mtaTax = of(TripColumn.MTA_TAX);
        final Member tip = of(TripColumn.TIP);
        final Member tolls = of(TripColumn.TOLLS);
        final Member improvement = of(TripColumn.IMPROVEMENT_SURCHARGE);
        final Member total = of(TripColumn.TOTAL);
        final Member congestion = of(TripColumn.CONGESTION_SURCHARGE);
        final Member airportFee = of(TripColumn.AIRPORT_FEE);

        private static Member of(TripColumn column) {
            return Member.of(column, DataSet.YELLOW);
        }
    }
}
