package io.github.taxistream.chaos;

import java.io.PrintStream;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;

/**
 * One schedule of failures a seed, and totals that have to be exact after it.
 *
 * <p>JUnit's timeouts do not reach dynamic tests: each wait of a scenario has a bound of its own.
 */
final class RandomFailures {

    private static final PrintStream OUT = System.out;

    private RandomFailures() {}

    static DynamicTest test(ChaosWorld world, long seed) {
        return DynamicTest.dynamicTest("-Dchaos.seed=" + seed, () -> run(world, seed));
    }

    private static void run(ChaosWorld world, long seed) throws Exception {
        // The first numbers of a Random are much alike for seeds that are neighbours.
        SplittableRandom seeds = new SplittableRandom(seed);
        Random random = new Random(seeds.nextLong());
        int shards = 2 + random.nextInt(2);
        try (ChaosScenario scenario =
                seed % 2 == 0
                        ? ChaosScenario.beginMixed(world, shards, seed)
                        : ChaosScenario.begin(world, shards, seed)) {
            if (random.nextBoolean()) {
                scenario.withArchive();
            }
            if (random.nextBoolean()) {
                scenario.withLateInterval("2 s");
            }
            if (random.nextBoolean()) {
                scenario.withoutDuplicates();
            }
            FailureSchedule schedule = new FailureSchedule(world, scenario, seeds.nextLong());
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
