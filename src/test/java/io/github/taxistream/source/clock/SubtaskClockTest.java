package io.github.taxistream.source.clock;

import static io.github.taxistream.support.Trips.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubtaskClockTest {

    private static final Duration OUT_OF_ORDERNESS = Duration.ofHours(1);
    private static final long IDLE_AFTER = 60_000;
    private static final int CONFIRMATIONS = 2;

    private final SubtaskClock clock =
            new SubtaskClock(
                    new EventTimeRules(OUT_OF_ORDERNESS, Duration.ofHours(6), CONFIRMATIONS),
                    Duration.ofMillis(IDLE_AFTER));

    @Test
    void withoutAShardASubtaskIsIdle() {
        assertThat(clock.watermark(0)).isEqualTo(SubtaskClock.IDLE);
    }

    @Test
    void watermarkIsTheSlowestShardsLessTheOutOfOrderness() {
        read(clock.addShard(), "10:00", 0);
        read(clock.addShard(), "12:00", 0);

        assertThat(clock.watermark(0)).isEqualTo(at("09:00"));
    }

    @Test
    void shardThatHasNotBeenReadHoldsTheWatermarkBackHoweverLong() {
        SubtaskClock.Shard read = clock.addShard();
        clock.addShard();
        read(read, "10:00", 0);

        assertThat(clock.watermark(0)).isEqualTo(SubtaskClock.HELD);
        assertThat(clock.watermark(1000 * IDLE_AFTER)).isEqualTo(SubtaskClock.HELD);
    }

    @Test
    void shardThatWarmsUpHoldsTheWatermarkBack() {
        read(clock.addShard(), "10:00", 0);
        SubtaskClock.Shard warmingUp = clock.addShard();
        warmingUp.observe(at("10:00"));
        warmingUp.wasRead(1, true, 0);

        assertThat(clock.watermark(IDLE_AFTER - 1)).isEqualTo(SubtaskClock.HELD);
    }

    @Test
    void warmUpOfAShardWithFewTripsEnds() {
        SubtaskClock.Shard slow = clock.addShard();
        slow.observe(at("10:00"));
        slow.wasRead(1, false, 0);
        slow.observe(at("10:30"));
        slow.wasRead(1, false, IDLE_AFTER - 1);
        assertThat(clock.watermark(IDLE_AFTER - 1)).isEqualTo(SubtaskClock.HELD);

        assertThat(clock.watermark(IDLE_AFTER)).isEqualTo(at("09:30"));
    }

    @Test
    void fewTripsCountThoughTheShardIsIdleWhenItsWarmUpEnds() {
        SubtaskClock.Shard quiet = clock.addShard();
        quiet.observe(at("10:00"));
        quiet.wasRead(1, true, 0);
        quiet.wasRead(0, true, 200);

        long lateLook = IDLE_AFTER + 5_000;
        assertThat(clock.watermark(lateLook)).isEqualTo(at("09:00"));
        assertThat(clock.watermark(lateLook)).isEqualTo(SubtaskClock.IDLE);
    }

    @Test
    void shardAtItsTipWithoutTripsIsIdle() {
        SubtaskClock.Shard busy = clock.addShard();
        SubtaskClock.Shard quiet = clock.addShard();
        read(busy, "12:00", 0);
        read(quiet, "10:00", 0);
        quiet.wasRead(0, true, 1_000);
        quiet.wasRead(0, true, 1_000 + IDLE_AFTER - 1);
        assertThat(clock.watermark(1_000 + IDLE_AFTER - 1)).isEqualTo(at("09:00"));

        assertThat(clock.watermark(1_000 + IDLE_AFTER)).isEqualTo(at("11:00"));
    }

    @Test
    void shardWithNothingButGarbageIsIdle() {
        read(clock.addShard(), "12:00", 0);
        SubtaskClock.Shard garbage = clock.addShard();
        garbage.wasRead(500, false, 0);
        garbage.wasRead(500, false, IDLE_AFTER - 1);
        assertThat(clock.watermark(IDLE_AFTER - 1)).isEqualTo(SubtaskClock.HELD);

        assertThat(clock.watermark(IDLE_AFTER)).isEqualTo(at("11:00"));
    }

    @Test
    void backlogWithEmptyReadsIsNotIdle() {
        read(clock.addShard(), "12:00", 0);
        SubtaskClock.Shard backlog = clock.addShard();
        read(backlog, "10:00", 0);
        for (int i = 1; i < 10; i++) {
            backlog.wasRead(0, false, i * IDLE_AFTER);
        }

        assertThat(clock.watermark(10 * IDLE_AFTER)).isEqualTo(at("09:00"));
    }

    @Test
    void idleShardThatGivesATripHoldsTheWatermarkAgain() {
        SubtaskClock.Shard shard = clock.addShard();
        read(shard, "10:00", 0);
        shard.wasRead(0, true, 1_000);
        assertThat(clock.watermark(1_000 + IDLE_AFTER)).isEqualTo(SubtaskClock.IDLE);

        read(shard, "10:30", 2 * IDLE_AFTER);

        assertThat(clock.watermark(2 * IDLE_AFTER)).isEqualTo(at("09:30"));
        assertThat(clock.watermark(9 * IDLE_AFTER)).isEqualTo(at("09:30"));
    }

    @Test
    void allShardsIdleMakeTheSubtaskIdle() {
        SubtaskClock.Shard one = clock.addShard();
        SubtaskClock.Shard other = clock.addShard();
        one.wasRead(0, true, 0);
        other.wasRead(0, true, 1_000);

        assertThat(clock.watermark(IDLE_AFTER)).isEqualTo(SubtaskClock.HELD);
        assertThat(clock.watermark(IDLE_AFTER + 1_000)).isEqualTo(SubtaskClock.IDLE);
    }

    @Test
    void shardThatEndedHoldsTheWatermarkTillItsSuccessorsMayHaveBeenFound() {
        SubtaskClock.Shard parent = clock.addShard();
        read(parent, "10:00", 0);
        parent.ended(1_000);
        assertThat(clock.watermark(1_000 + IDLE_AFTER - 1)).isEqualTo(at("09:00"));

        SubtaskClock.Shard child = clock.addShard();
        assertThat(clock.watermark(9 * IDLE_AFTER)).isEqualTo(SubtaskClock.HELD);
        read(child, "12:00", 9 * IDLE_AFTER);
        assertThat(clock.watermark(9 * IDLE_AFTER)).isEqualTo(at("11:00"));
    }

    @Test
    void shardThatEndedIsNeverBehindAgainWhateverItsLastEventSays() {
        SubtaskClock.Shard ended = clock.addShard();
        read(ended, "10:00", 0);
        ended.ended(0);

        ended.wasRead(0, false, 1);

        assertThat(clock.shardsBehind()).isZero();
        assertThat(clock.watermark(IDLE_AFTER)).isEqualTo(SubtaskClock.IDLE);
    }

    @Test
    void shardsBehindHaveABacklogAndShardsGivingGaveRecordsToo() {
        SubtaskClock.Shard live = clock.addShard();
        SubtaskClock.Shard ended = clock.addShard();
        SubtaskClock.Shard backlog = clock.addShard();
        assertThat(clock.shardsBehind()).isEqualTo(3);
        assertThat(clock.shardsGiving()).isEqualTo(3);

        live.wasRead(5, true, 0);
        ended.ended(0);
        backlog.wasRead(0, false, 0);
        assertThat(clock.shardsBehind()).isEqualTo(1);
        assertThat(clock.shardsGiving()).isEqualTo(2);

        live.wasRead(0, true, 0);
        backlog.wasRead(0, true, 0);
        assertThat(clock.shardsBehind()).isZero();
        assertThat(clock.shardsGiving()).isZero();
    }

    /** A read that gives enough trips of one time for a warm-up. */
    private static void read(SubtaskClock.Shard shard, String pickup, long nowMillis) {
        for (int i = 0; i <= CONFIRMATIONS; i++) {
            shard.observe(at(pickup));
        }
        shard.wasRead(CONFIRMATIONS + 1, false, nowMillis);
    }
}
