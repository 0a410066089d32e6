package io.github.taxistream.chaos;

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
 * <p>By default the same 10 schedules, and as many in {@link MoreRandomFailuresIT}; {@code
 * -Dchaos.minutes=30} draws others for so long, and {@code -Dchaos.seed=7} runs that one alone.
 */
class RandomFailuresIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final int SCHEDULES = 10;

    @TestFactory
    Stream<DynamicTest> totalsAreExactAfterRandomFailures() {
        return seeds().mapToObj(seed -> RandomFailures.test(WORLD, seed));
    }

    private static LongStream seeds() {
        Long seed = Long.getLong("chaos.seed");
        if (seed != null) {
            return LongStream.of(seed);
        }
        Integer minutes = Integer.getInteger("chaos.minutes");
        if (minutes == null) {
            return LongStream.rangeClosed(1, SCHEDULES);
        }
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        return new Random().longs().takeWhile(s -> Instant.now().isBefore(end));
    }
}
