package io.github.taxistream.bench;

import io.github.taxistream.bench.CpuParts.Part;
import java.time.Instant;
import java.util.Map;

/**
 * How fast a stream was read.
 *
 * @param tripsPerSecond from the first trips on
 * @param trips how many the CPU seconds are for
 * @param cpuSeconds of this process: of the reader with its client, without Kinesis and S3
 * @param threadSeconds the same by threads, see {@link ThreadTimes#since}
 * @param from when the time began to count
 * @param to when it ended
 */
record Reading(
        double tripsPerSecond,
        long trips,
        double cpuSeconds,
        Map<Part, Double> threadSeconds,
        Instant from,
        Instant to) {

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1e6 / trips;
    }

    @Override
    public String toString() {
        return String.format("%,.0f trips/s, %.2f CPU s", tripsPerSecond, cpuSecondsPerMillion());
    }
}
