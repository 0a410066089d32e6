package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.support.AnyTrips;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ZoneHourProperties {

    private static final long HOUR_MILLIS = 3_600_000L;

    @Property
    void keyStandsForZoneAndHourAndNothingElse(
            @ForAll @IntRange(min = 1, max = Zones.COUNT) int zone,
            @ForAll @LongRange(min = -3_000_000, max = 3_000_000) long hour) {
        ZoneHourKey key = new ZoneHourKey(zone, hour * HOUR_MILLIS);

        assertThat(ZoneHourKey.unpack(key.pack())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(ZoneHourKey.unpack(key.pack()).zoneId()).isEqualTo(zone);
        assertThat(ZoneHourKey.unpack(key.pack()).hourStartMillis()).isEqualTo(hour * HOUR_MILLIS);
    }

    @Property
    void keysAreInTheOrderOfTheHoursAndOfTheZonesWithin(
            @ForAll("trip") Trip one, @ForAll("trip") Trip other) {
        int byHourAndZone =
                Comparator.<ZoneHourKey>comparingLong(ZoneHourKey::hourStartMillis)
                        .thenComparingInt(ZoneHourKey::zoneId)
                        .compare(ZoneHourKey.of(one), ZoneHourKey.of(other));

        assertThat(ZoneHourKey.of(one).compareTo(ZoneHourKey.of(other))).isEqualTo(byHourAndZone);
    }

    @Property
    void hourOfATimeIsTheOneItLiesIn(
            @ForAll @LongRange(min = -99_999_999_999_999L, max = 99_999_999_999_999L) long time) {
        long start = ZoneHourKey.hourStartMillis(time);

        assertThat(start % HOUR_MILLIS).isZero();
        assertThat(time).isBetween(start, start + HOUR_MILLIS - 1);
    }

    @Property
    void sumDoesNotDependOnTheOrder(@ForAll("trips") List<Trip> trips, @ForAll long seed) {
        List<Trip> shuffled = new ArrayList<>(trips);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(sum(shuffled)).isEqualTo(sum(trips));
        assertThat(sum(trips).trips()).isEqualTo(trips.size());
        assertThat(sum(trips).get(Measure.FARE))
                .isEqualTo(trips.stream().mapToLong(trip -> trip.get(Measure.FARE)).sum());
    }

    @Property
    void rowsOfDifferentZonesOrHoursAreNeverAdded(
            @ForAll("trip") Trip one, @ForAll("trip") Trip other) {
        ZoneHour row = row(one);
        ZoneHour otherRow = row(other);
        if (row.key().equals(otherRow.key())) {
            assertThat(row.plus(otherRow).totals().trips()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> row.plus(otherRow))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ZoneHourTotals sum(List<Trip> trips) {
        return trips.stream()
                .map(ZoneHourTotals::of)
                .reduce(ZoneHourTotals.NONE, ZoneHourTotals::plus);
    }

    private static ZoneHour row(Trip trip) {
        return new ZoneHour(ZoneHourKey.of(trip), ZoneHourTotals.of(trip), Pane.LATE);
    }

    @Provide
    Arbitrary<Trip> trip() {
        return AnyTrips.crowdedTrips(0, 2);
    }

    @Provide
    Arbitrary<List<Trip>> trips() {
        return AnyTrips.trips().list().ofMaxSize(40);
    }
}
