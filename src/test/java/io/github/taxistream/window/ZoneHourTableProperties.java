package io.github.taxistream.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.AnyTrips;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHour;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a table grows and is drained, what it hands over is a plain group-by. */
class ZoneHourTableProperties {

    private static final long FIRST_HOUR = 1_706_659_200_000L;
    private static final long HOUR_MILLIS = 3_600_000L;

    @Property(tries = 100)
    void handsOverWhatAPlainGroupByGives(@ForAll("trips") List<Trip> trips) {
        ZoneHourTable table = new ZoneHourTable();
        trips.forEach(table::add);

        List<ZoneHour> rows = new ArrayList<>();
        table.drainTo(rows::add);

        assertThat(AnyTrips.sums(rows)).isEqualTo(AnyTrips.groupBy(trips));
        assertThat(rows).doesNotHaveDuplicates().allMatch(row -> row.pane() == Pane.LATE);
        assertThat(rows).hasSize(AnyTrips.groupBy(trips).size());
        assertThat(table.size()).isZero();
    }

    @Property(tries = 100)
    void drainingEarlyHoursTimeAndAgainLosesAndDoublesNothing(
            @ForAll("trips") List<Trip> trips, @ForAll("cuts") List<Integer> cuts) {
        ZoneHourTable table = new ZoneHourTable();
        List<ZoneHour> rows = new ArrayList<>();
        int added = 0;
        for (int i = 0; i < cuts.size(); i++) {
            int end = trips.size() * (i + 1) / cuts.size();
            trips.subList(added, end).forEach(table::add);
            added = end;
            drainAndCheck(table, FIRST_HOUR + cuts.get(i) * HOUR_MILLIS, rows);
        }
        trips.subList(added, trips.size()).forEach(table::add);
        table.drainTo(rows::add);

        assertThat(AnyTrips.sums(rows)).isEqualTo(AnyTrips.groupBy(trips));
    }

    private static void drainAndCheck(ZoneHourTable table, long hour, List<ZoneHour> rows) {
        int before = table.size();
        List<ZoneHour> drained = new ArrayList<>();
        table.drainHoursBefore(hour, drained::add);
        assertThat(drained).allMatch(row -> row.hourStartMillis() < hour);
        assertThat(table.size()).isEqualTo(before - drained.size());
        rows.addAll(drained);
    }

    @Provide
    Arbitrary<List<Trip>> trips() {
        return Arbitraries.oneOf(
                AnyTrips.crowdedTrips(FIRST_HOUR, 6).list().ofMaxSize(300),
                // So many zones and hours that the table has to grow, also for what is left of it.
                AnyTrips.manyTrips(2_000));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(-1, 7).list().ofMinSize(1).ofMaxSize(5);
    }
}
