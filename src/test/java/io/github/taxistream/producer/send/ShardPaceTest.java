package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardPaceTest {

    @Test
    void slowsDownWhenThrottledAndSpeedsUpAgainToTheLimit() {
        ShardPace pace = new ShardPace(2, true);
        assertThat(pace.perSecond()).isEqualTo(2000);
        pace.throttled();
        pace.throttled();
        assertThat(pace.perSecond()).isBetween(900.0, 1000.0);
        for (int i = 0; i < 100; i++) {
            pace.wentWell();
        }
        assertThat(pace.perSecond()).isEqualTo(2000);
    }

    @Test
    void anEmulatorIsNotLimitedUntilItThrottles() {
        ShardPace pace = new ShardPace(1, false);
        assertThat(pace.perSecond()).isInfinite();
        pace.throttled();
        assertThat(pace.perSecond()).isEqualTo(1000);
        for (int i = 0; i < 100; i++) {
            pace.wentWell();
        }
        assertThat(pace.perSecond()).isGreaterThan(50_000);
    }

    @Test
    void neverStops() {
        ShardPace pace = new ShardPace(1, true);
        for (int i = 0; i < 1000; i++) {
            pace.throttled();
        }
        assertThat(pace.perSecond()).isEqualTo(50);
    }
}
