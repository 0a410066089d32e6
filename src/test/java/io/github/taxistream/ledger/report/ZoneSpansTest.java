package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZoneSpansTest {

    private static final long NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000L;

    private static ZoneHourTotals trips(long trips) {
        return new ZoneHourTotals(trips, 2 * trips);
    }

    private static void fill(ZoneSpans spans, int hours, int zones) {
        for (int hour = 0; hour < hours; hour++) {
            for (int zone = 1; zone <= zones; zone++) {
                spans.add(zone, NEW_YEAR + hour * HOUR, trips(1), "on_time");
            }
        }
    }

    @Test
    void rowsOfAZoneAndHourAddUp() {
        ZoneSpans spans = new ZoneSpans(10);
        spans.add(7, NEW_YEAR, trips(2), "on_time");
        spans.add(7, NEW_YEAR, trips(3), "late");
        spans.add(7, NEW_YEAR, trips(4), "quiet");
        long key = ZoneHourKey.pack(7, NEW_YEAR);
        assertThat(spans.sortedKeys()).containsExactly(key);
        assertThat(spans.totals(key)).isEqualTo(trips(9));
        assertThat(spans.get(key, 0)).isEqualTo(3);
        assertThat(spans.get(key, 1)).isEqualTo(4);
        assertThat(spans.totals(ZoneHourKey.pack(8, NEW_YEAR))).isEqualTo(ZoneHourTotals.NONE);
    }

    @Test
    void asManyRowsAsThereMayBeStayHours() {
        ZoneSpans spans = new ZoneSpans(48 * 265);
        fill(spans, 48, 265);
        assertThat(spans.grain()).isEqualTo(Grain.HOUR);
        assertThat(spans.rows()).isEqualTo(48 * 265);
    }

    @Test
    void tooManyHoursBecomeDaysAndLoseNothing() {
        ZoneSpans spans = new ZoneSpans(48 * 265 - 1);
        fill(spans, 48, 265);
        assertThat(spans.grain()).isEqualTo(Grain.DAY);
        assertThat(spans.sortedKeys()).hasSize(2 * 265).isSorted();
        assertThat(Arrays.stream(spans.sortedKeys()).map(key -> spans.totals(key).trips()))
                .containsOnly(24L);
    }

    @Test
    void tooManyDaysBecomeMonthsAndYears() {
        ZoneSpans spans = new ZoneSpans(20);
        fill(spans, 24 * 366, 1);
        assertThat(spans.grain()).isEqualTo(Grain.MONTH);
        assertThat(spans.totals(ZoneHourKey.pack(1, NEW_YEAR + 31 * 24 * HOUR)))
                .isEqualTo(trips(29 * 24));
        assertThat(spans.fold()).isTrue();
        assertThat(spans.totals(ZoneHourKey.pack(1, NEW_YEAR))).isEqualTo(trips(366 * 24));
        assertThat(spans.fold()).isFalse();
    }
}
