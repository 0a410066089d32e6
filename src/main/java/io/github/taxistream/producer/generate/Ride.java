package io.github.taxistream.producer.generate;

/**
 * One generated ride: how far, how long and for how much, by the rules of New York's yellow taxis
 * since December 2022. Amounts in cents. Changed with each {@link #draw}, for speed.
 *
 * <p>Source: the Taxi and Limousine Commission's taxi fare page.
 */
final class Ride {

    static final int CREDIT_CARD = 1;
    private static final int CASH = 2;
    private static final int NO_CHARGE = 3;
    private static final int DISPUTE = 4;
    private static final int[] TIP_PERCENT = {20, 20, 20, 25, 20, 30, 25, 15, 18, 10, 0, 22};
    private static final int[] PASSENGERS = {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 6};

    private final City city;

    int pickupZone;
    int dropoffZone;
    int distanceHundredths;
    int seconds;
    int passengers;
    int rateCode;
    int payment;
    int fare;
    int extra;
    int mtaTax;
    int tip;
    int tolls;
    int improvement;
    int congestion;
    int airportFee;
    int total;

    Ride(City city) {
        this.city = city;
    }

    /** Draws a ride that begins in an hour of a day. */
    void draw(Dice dice, long hourSince1970) {
        int hour = (int) Math.floorMod(hourSince1970, 24L);
        pickupZone = city.pickupZone(dice, hour);
        dropoffZone = city.dropoffZone(dice, pickupZone);
        passengers = PASSENGERS[dice.below(PASSENGERS.length)];
        distanceHundredths = distance(dice);
        boolean fast = City.isAirport(pickupZone) || City.isAirport(dropoffZone);
        int speed = City.speed(dice, hour) * (fast ? 17 : 10) / 10;
        seconds = 60 + distanceHundredths * 360 / speed;
        charge(dice, hourSince1970, hour);
    }

    private int distance(Dice dice) {
        int pair = Math.max(airportMiles(pickupZone), airportMiles(dropoffZone));
        if (pickupZone == dropoffZone) {
            return dice.between(30, 130);
        }
        if (pair > 0) {
            return pair * dice.between(85, 125) / 100;
        }
        int reach = city.isManhattan(pickupZone) && city.isManhattan(dropoffZone) ? 800 : 1700;
        // A product of chances: many short rides, few long ones.
        return 45 + dice.below(reach) * dice.below(1000) / 1000;
    }

    private static int airportMiles(int zone) {
        return zone == City.JFK ? 1700 : zone == City.EWR ? 1650 : zone == City.LGA ? 950 : 0;
    }

    private void charge(Dice dice, long hourSince1970, int hour) {
        boolean jfkFlat =
                (pickupZone == City.JFK && city.isManhattan(dropoffZone))
                        || (dropoffZone == City.JFK && city.isManhattan(pickupZone));
        rateCode = jfkFlat ? 2 : dropoffZone == City.EWR ? 3 : 1;
        int units = Math.max(distanceHundredths / 20, seconds / 60);
        fare = jfkFlat ? 7000 : 300 + 70 * units + (rateCode == 3 ? 2000 : 0);
        long dayFromMonday = Math.floorMod(Math.floorDiv(hourSince1970, 24L) + 3, 7L);
        boolean rush = City.isRush(hour) && dayFromMonday < 5;
        extra = rush ? (jfkFlat ? 500 : 250) : City.isNight(hour) ? 100 : 0;
        mtaTax = 50;
        improvement = 100;
        congestion = city.isCongested(pickupZone) || city.isCongested(dropoffZone) ? 250 : 0;
        airportFee = pickupZone == City.JFK || pickupZone == City.LGA ? 175 : 0;
        tolls =
                rateCode == 3
                        ? 1606
                        : airportMiles(dropoffZone) > 0 && dice.permille(450) ? 694 : 0;
        total = fare + extra + mtaTax + improvement + congestion + airportFee + tolls;
        pay(dice);
    }

    private void pay(Dice dice) {
        int chance = dice.below(1000);
        payment =
                chance < 790
                        ? CREDIT_CARD
                        : chance < 985 ? CASH : chance < 992 ? NO_CHARGE : DISPUTE;
        tip =
                payment == CREDIT_CARD
                        ? total * TIP_PERCENT[dice.below(TIP_PERCENT.length)] / 100
                        : 0;
        total += tip;
        if (payment == DISPUTE) {
            refund();
        }
    }

    /** A disputed ride is booked again with all amounts negative. */
    private void refund() {
        fare = -fare;
        extra = -extra;
        mtaTax = -mtaTax;
        improvement = -improvement;
        congestion = -congestion;
        airportFee = -airportFee;
        tolls = -tolls;
        total = -total;
    }
}
