package io.github.taxistream.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The medians of a contender's runs, and how far they are spread. */
record Measures(
        double tripsPerSecond, double least, double most, double cpuSeconds, double countedShare) {

    static Measures of(List<Contender.Run> runs) {
        double[] speeds = sorted(runs, Contender.Run::tripsPerSecond);
        return new Measures(
                median(speeds),
                speeds[0],
                speeds[speeds.length - 1],
                median(sorted(runs, Contender.Run::cpuSecondsPerMillion)),
                median(sorted(runs, run -> 1.0 * run.countedTrips() / run.trips())));
    }

    private static double[] sorted(
            List<Contender.Run> runs, ToDoubleFunction<Contender.Run> measure) {
        return runs.stream().mapToDouble(measure).sorted().toArray();
    }

    /** Of at least one. */
    static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).sum() / 2;
    }

    /** The cells of a table: millions of trips a second, CPU seconds a million trips, counted. */
    String cells() {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f–%.2f | %.2f | %.2f %%",
                tripsPerSecond / 1e6,
                least / 1e6,
                most / 1e6,
                cpuSeconds,
                100 * countedShare);
    }
}
