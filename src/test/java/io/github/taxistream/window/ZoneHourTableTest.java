package io.github.taxistream.window;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.partial;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ZoneHourTableTest {

    private final ZoneHourTable table = new ZoneHourTable();
    private final List<ZoneHour> drained = new ArrayList<>();

    @Test
    void tripsOfAZoneAndHourAreOneRow() {
        table.add(tripAt(4, "10:00"));
        table.add(tripAt(5, "10:30"));
        table.add(tripAt(4, "10:59:59"));

        assertThat(table.size()).isEqualTo(2);
        table.drainTo(drained::add);

        assertThat(drained)
                .containsExactlyInAnyOrder(partial(4, "10:00", 2), partial(5, "10:00", 1));
    }

    @Test
    void drainedTableStartsAgainFromNothing() {
        table.add(tripAt(4, "10:00"));
        table.drainTo(drained::add);
        drained.clear();

        table.drainTo(drained::add);
        assertThat(drained).isEmpty();

        table.add(tripAt(4, "10:00"));
        table.drainTo(drained::add);
        assertThat(drained).containsExactly(partial(4, "10:00", 1));
    }

    @Test
    void hourThatIsDrainedUpToIsKept() {
        table.add(tripAt(4, "09:59:59"));
        table.add(tripAt(4, "10:00"));

        table.drainHoursBefore(at("10:00"), drained::add);

        assertThat(drained).containsExactly(partial(4, "09:00", 1));
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void openHoursOfAllZonesAreKeptWholeWhenAnEarlierHourIsDrained() {
        for (int zone = 1; zone <= Zones.COUNT; zone++) {
            for (int hour = 9; hour <= 13; hour++) {
                table.add(tripAt(zone, String.format(Locale.ROOT, "%02d:15", hour)));
            }
        }

        table.drainHoursBefore(at("10:00"), drained::add);
        assertThat(drained).hasSize(Zones.COUNT);
        drained.clear();
        table.drainTo(drained::add);

        List<ZoneHour> expected = new ArrayList<>();
        for (int zone = 1; zone <= Zones.COUNT; zone++) {
            for (int hour = 10; hour <= 13; hour++) {
                expected.add(partial(zone, String.format(Locale.ROOT, "%02d:00", hour), 1));
            }
        }
        assertThat(drained).containsExactlyInAnyOrderElementsOf(expected);
    }
}
