package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TripRulesTest {

    private static final long ARRIVAL = Instant.parse("2024-01-31T15:00:00Z").toEpochMilli();

    private final TripRules rules = new TripRules(Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({
        "2008-12-31T23:59:59Z, PICKUP_BEFORE_2009",
        "2009-01-01T00:00:00Z,",
        "2024-01-31T11:00:00Z,",
        "2024-01-31T11:00:01Z, PICKUP_IN_FUTURE",
    })
    void pickupIsRejectedBefore2009AndAnHourAfterTheArrivalOnNewYorksClock(
            Instant pickup, RejectReason reason) {
        assertThat(rules.rejectsPickup(pickup.getEpochSecond(), ARRIVAL)).isEqualTo(reason);
    }

    @Test
    void durationIsZeroIfTheDropOffIsFirstOrABillionSecondsLater() {
        assertThat(TripRules.durationSeconds(100, 99)).isZero();
        assertThat(TripRules.durationSeconds(100, 160)).isEqualTo(60);
        assertThat(TripRules.durationSeconds(0, 999_999_999)).isEqualTo(999_999_999);
        assertThat(TripRules.durationSeconds(0, 1_000_000_000)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "999999999, 0, 999999999",
        "1000000000, 0, 0",
        "-1000000000, 0, 0",
        "99999999999, 2, 99999999999",
        "-99999999999, 2, -99999999999",
        "100000000000, 2, 0",
    })
    void numberOfABillionOrMoreCountsZero(long unscaled, int scale, long counted) {
        assertThat(TripRules.counted(unscaled, scale)).isEqualTo(counted);
    }

    @Test
    void negativeToleranceIsRefused() {
        assertThatThrownBy(() -> new TripRules(Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1H");
    }
}
