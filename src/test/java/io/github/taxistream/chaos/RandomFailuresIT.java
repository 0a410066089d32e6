package io.github.taxistream.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Totals are exact whatever fails, and in whatever order.
 *
 * <p>By default the same 20 schedules and one more; {@code -Dchaos.minutes=30} draws others for so
 * long, and {@code -Dchaos.seed=7} runs that one alone.
 *
 * <p>JUnit's timeouts do not reach dynamic tests: each wait of a scenario has a bound of its own.
 */
class RandomFailuresIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final int SCHEDULES = 20;

    /** Two shards, of which the schedule draws two mergers: the second finds one shard alone. */
    private static final long MERGED_TWICE = 4257;

    private static final PrintStream OUT = System.out;

    @TestFactory
    Stream<DynamicTest> totalsAreExactAfterRandomFailures() {
        return seeds().mapToObj(
                        seed -> DynamicTest.dynamicTest("-Dchaos.seed=" + seed, () -> run(seed)));
    }

    private static LongStream seeds() {
        Long seed = Long.getLong("chaos.seed");
        if (seed != null) {
            return LongStream.of(seed);
        }
        Integer minutes = Integer.getInteger("chaos.minutes");
        if (minutes == null) {
            return LongStream.concat(
                    LongStream.rangeClosed(1, SCHEDULES), LongStream.of(MERGED_TWICE));
        }
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        return new Random().longs().takeWhile(s -> Instant.now().isBefore(end));
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        int shards = 2 + random.nextInt(2);
        try (ChaosScenario scenario =
                seed % 2 == 0
                        ? ChaosScenario.beginMixed(WORLD, shards, seed)
                        : ChaosScenario.begin(WORLD, shards, seed)) {
            if (random.nextBoolean()) {
                scenario.withArchive();
            }
            FailureSchedule schedule = new FailureSchedule(WORLD, scenario, seed);
            try {
                scenario.start(1 + random.nextInt(4));
                schedule.happen();
                scenario.mustBeExact();
                OUT.printf("-Dchaos.seed=%d: exact after %s%n", seed, schedule);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        String.format("-Dchaos.seed=%d failed, after %s", seed, schedule), e);
            }
        }
    }
}
