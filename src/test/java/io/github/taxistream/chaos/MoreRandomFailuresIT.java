package io.github.taxistream.chaos;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The other schedules of {@link RandomFailuresIT}. Apart, to be run beside the first. */
class MoreRandomFailuresIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final int FIRST = 11;
    private static final int LAST = 20;

    /** Two shards, of which the schedule draws two mergers: the second finds one shard alone. */
    private static final long MERGED_TWICE = 1491;

    @TestFactory
    Stream<DynamicTest> totalsAreExactAfterRandomFailures() {
        boolean isAsked =
                Long.getLong("chaos.seed") != null || Integer.getInteger("chaos.minutes") != null;
        LongStream seeds =
                isAsked
                        ? LongStream.empty()
                        : LongStream.concat(
                                LongStream.rangeClosed(FIRST, LAST), LongStream.of(MERGED_TWICE));
        return seeds.mapToObj(seed -> RandomFailures.test(WORLD, seed));
    }
}
