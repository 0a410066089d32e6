package io.github.taxistream.support;

import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import io.github.taxistream.trip.Zones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Arbitrary trips for property tests, and the plain way to add them up. */
public final class AnyTrips {

    private static final long FIRST_PICKUP = Instant.parse("2009-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST_PICKUP = Instant.parse("2099-12-31T23:59:59Z").toEpochMilli();

    /** What a number of a trip can be at most: less than a billion, in hundredths. */
    private static final long BOUND = 99_999_999_999L;

    private AnyTrips() {}

    /** Trips of all zones and of ninety years. */
    public static Arbitrary<Trip> trips() {
        return trips(
                Arbitraries.integers()
                        .between(1, Zones.COUNT)
                        .withDistribution(RandomDistribution.uniform()),
                Arbitraries.longs()
                        .between(FIRST_PICKUP, LAST_PICKUP)
                        .withDistribution(RandomDistribution.uniform()));
    }

    /** So many trips of all zones and of ninety years, quickly made but never shrunk. */
    public static Arbitrary<List<Trip>> manyTrips(int count) {
        return Arbitraries.randomValue(
                random -> {
                    List<Trip> trips = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        trips.add(randomTrip(random));
                    }
                    return trips;
                });
    }

    private static Trip randomTrip(Random random) {
        long hours = (LAST_PICKUP - FIRST_PICKUP) / 3_600_000L;
        long pickup = FIRST_PICKUP + random.nextInt((int) hours) * 3_600_000L;
        return new Trip(
                1 + random.nextInt(Zones.COUNT),
                pickup + random.nextInt(3_600_000),
                random.nextInt(7),
                random.nextInt(3_600),
                random.nextInt(1_000),
                random.nextInt(20_000) - 10_000,
                random.nextInt(1_000),
                random.nextInt(1_000),
                random.nextInt());
    }

    /** Trips of a few zones and hours, so that many share theirs. */
    public static Arbitrary<Trip> crowdedTrips(long firstPickupMillis, int hours) {
        return trips(
                Arbitraries.of(1, 2, 132, 264, 265),
                Arbitraries.longs()
                        .between(firstPickupMillis, firstPickupMillis + hours * 3_600_000L - 1)
                        .withDistribution(RandomDistribution.uniform()));
    }

    private static Arbitrary<Trip> trips(Arbitrary<Integer> zones, Arbitrary<Long> pickups) {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 999_999_999L);
        Arbitrary<Long> amounts = Arbitraries.longs().between(-BOUND, BOUND);
        return Combinators.combine(zones, pickups, counts, counts, amounts, amounts, amounts)
                .as(
                        (zone, pickup, passengers, seconds, distance, fare, tip) ->
                                new Trip(
                                        zone,
                                        pickup,
                                        passengers,
                                        seconds,
                                        distance,
                                        fare,
                                        tip,
                                        -fare,
                                        fare - tip))
                .edgeCases(config -> config.none());
    }

    /** The totals by {@link ZoneHour#key()}, by a map and nothing else. */
    public static Map<ZoneHourKey, ZoneHourTotals> groupBy(Collection<Trip> trips) {
        Map<ZoneHourKey, ZoneHourTotals> totals = new HashMap<>();
        for (Trip trip : trips) {
            totals.merge(ZoneHourKey.of(trip), ZoneHourTotals.of(trip), ZoneHourTotals::plus);
        }
        return totals;
    }

    /** The sums of rows by {@link ZoneHour#key()}: what a reader of the output sees. */
    public static Map<ZoneHourKey, ZoneHourTotals> sums(Collection<ZoneHour> rows) {
        Map<ZoneHourKey, ZoneHourTotals> totals = new HashMap<>();
        for (ZoneHour row : rows) {
            totals.merge(row.key(), row.totals(), ZoneHourTotals::plus);
        }
        return totals;
    }
}
