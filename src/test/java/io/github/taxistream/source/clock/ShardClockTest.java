package io.github.taxistream.source.clock;

import static io.github.taxistream.support.Trips.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShardClockTest {

    private static final Duration MAX_JUMP = Duration.ofHours(6);
    private static final int CONFIRMATIONS = 4;
    private static final long YEAR = Duration.ofDays(365).toMillis();

    private final ShardClock clock = new ShardClock(MAX_JUMP, CONFIRMATIONS);

    @Test
    void newClockHasNoTime() {
        assertThat(clock.trustedMaximum()).isEqualTo(ShardClock.UNKNOWN);
        assertThat(clock.isWarmingUp()).isFalse();
    }

    @Test
    void clockHasNoTimeWhileItWarmsUp() {
        observe(CONFIRMATIONS, at("10:00"));
        assertThat(clock.trustedMaximum()).isEqualTo(ShardClock.UNKNOWN);
        assertThat(clock.isWarmingUp()).isTrue();

        observe(1, at("10:00"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
        assertThat(clock.isWarmingUp()).isFalse();
    }

    @Test
    void warmUpEndsAtTheLatestPickupThatItsMedianVouchesFor() {
        observe(1, at("10:03"));
        observe(1, at("10:00"));
        observe(1, at("16:00"));
        observe(1, at("09:00"));
        observe(1, at("10:01"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("16:00"));
    }

    @Test
    void badClockAsTheVeryFirstRecordIsNotTrusted() {
        observe(1, at("10:00") + YEAR);
        observe(CONFIRMATIONS, at("10:00"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
    }

    @Test
    void badClocksInFewerThanHalfOfTheWarmUpAreNotTrusted() {
        observe(2, at("10:00") + YEAR);
        observe(3, at("10:00"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
    }

    @Test
    void stoppedClocksInFewerThanHalfOfTheWarmUpDoNotHoldItBack() {
        observe(2, at("10:00") - 10 * YEAR);
        observe(3, at("10:00"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
    }

    @Test
    void warmUpThatIsCutShortMakesDoWithWhatCame() {
        observe(1, at("10:00") + YEAR);
        observe(1, at("10:00"));

        clock.endWarmUp();

        assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
        assertThat(clock.isWarmingUp()).isFalse();
        observe(1, at("10:05"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("10:05"));
    }

    @Test
    void clockFollowsTheLatestPickupAndNeverGoesBack() {
        warmUpAt("10:00");
        observe(1, at("10:30"));
        observe(1, at("10:10"));
        observe(1, at("00:00"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("10:30"));
    }

    @Test
    void pickupAsFarAheadAsAllowedIsTrustedAtOnce() {
        warmUpAt("10:00");
        observe(1, at("10:00") + MAX_JUMP.toMillis());

        assertThat(clock.trustedMaximum()).isEqualTo(at("16:00"));
    }

    @Test
    void jumpIsConfirmedByExactlySoManyFurtherTrips() {
        warmUpAt("10:00");
        observe(1, at("16:00") + 1);
        for (int i = 0; i < CONFIRMATIONS; i++) {
            assertThat(clock.trustedMaximum()).isEqualTo(at("10:00"));
            observe(1, at("17:00"));
        }

        assertThat(clock.trustedMaximum()).isEqualTo(at("16:00") + 1);
    }

    @Test
    void clockFollowsAJumpToTheLeastOfItsTrips() {
        warmUpAt("10:00");
        observe(1, at("10:00") + YEAR);
        observe(CONFIRMATIONS, at("17:00"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("17:00"));

        observe(1, at("17:30"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("17:30"));
    }

    @Test
    void tripsOfTheOldTimeTakeConfirmationsBack() {
        warmUpAt("10:00");
        observe(CONFIRMATIONS, at("17:00"));
        observe(1, at("10:01"));
        observe(1, at("17:00"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("10:01"));

        observe(1, at("17:00"));
        assertThat(clock.trustedMaximum()).isEqualTo(at("17:00"));
    }

    @Test
    void jumpThatWasRefutedLeavesNothingBehind() {
        warmUpAt("10:00");
        observe(1, at("16:30"));
        observe(1, at("10:00"));

        observe(CONFIRMATIONS + 1, at("18:00"));

        assertThat(clock.trustedMaximum()).isEqualTo(at("18:00"));
    }

    @Test
    void withoutConfirmationsEveryPickupIsTrusted() {
        ShardClock trusting = new ShardClock(MAX_JUMP, 0);
        trusting.observe(at("10:00"));
        trusting.observe(at("10:00") + YEAR);

        assertThat(trusting.trustedMaximum()).isEqualTo(at("10:00") + YEAR);
    }

    private void warmUpAt(String time) {
        observe(CONFIRMATIONS + 1, at(time));
    }

    private void observe(int trips, long pickupMillis) {
        for (int i = 0; i < trips; i++) {
            clock.observe(pickupMillis);
        }
    }
}
