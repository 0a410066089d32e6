package io.github.taxistream.source.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SubtaskClockProperties {

    private static final long START = 1_706_659_200_000L;
    private static final long OUT_OF_ORDERNESS = 3_600_000;
    private static final long IDLE_AFTER = 60_000;
    private static final EventTimeRules TRUSTING =
            new EventTimeRules(Duration.ofMillis(OUT_OF_ORDERNESS), Duration.ofDays(99_999), 0);

    /** Whatever happens to the shards, and in whatever order, in steps of wall-clock time. */
    @Property(tries = 500)
    void watermarkIsNeverBeyondTheSlowestShardThatIsNotIdle(
            @ForAll @IntRange(min = 1, max = 8) int shardCount, @ForAll("steps") List<Step> steps) {
        SubtaskClock clock = new SubtaskClock(TRUSTING, Duration.ofMillis(IDLE_AFTER));
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < shardCount; i++) {
            models.add(new Model(clock.addShard()));
        }
        long now = 0;
        for (Step step : steps) {
            now += step.millisLater();
            models.get(step.shard() % shardCount).read(step, now);
            assertThat(clock.watermark(now)).isEqualTo(expectedWatermark(models, now));
        }
    }

    private static long expectedWatermark(List<Model> models, long now) {
        long least = Long.MAX_VALUE;
        for (Model model : models) {
            if (!model.isIdle(now)) {
                least = Math.min(least, model.largestPickup);
            }
        }
        boolean isTime = least != Long.MAX_VALUE && least != Long.MIN_VALUE;
        return isTime ? least - OUT_OF_ORDERNESS : least;
    }

    /** A read of a shard: its trips, other records, and whether it is at the tip then. */
    record Step(int shard, int millisLater, List<Integer> pickups, int others, boolean atTip) {}

    /** What the reads so far mean for a shard, from their whole history. */
    private static final class Model {

        private final SubtaskClock.Shard shard;
        private final List<Long> readsWithoutTrips = new ArrayList<>();
        private long largestPickup = Long.MIN_VALUE;

        Model(SubtaskClock.Shard shard) {
            this.shard = shard;
        }

        void read(Step step, long now) {
            for (int pickup : step.pickups()) {
                shard.observe(START + pickup);
                largestPickup = Math.max(largestPickup, START + pickup);
            }
            int records = step.pickups().size() + step.others();
            shard.wasRead(records, step.atTip(), now);
            if (!step.pickups().isEmpty() || (records == 0 && !step.atTip())) {
                readsWithoutTrips.clear();
            } else {
                readsWithoutTrips.add(now);
            }
        }

        boolean isIdle(long now) {
            return !readsWithoutTrips.isEmpty() && now - readsWithoutTrips.get(0) >= IDLE_AFTER;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<List<Integer>> pickups =
                Arbitraries.integers().between(0, 1_000_000_000).list().ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 40_000),
                        pickups,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(60)
                .edgeCases(config -> config.none());
    }
}
