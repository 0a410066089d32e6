package io.github.taxistream.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The medians of a contender's runs, and how far they are spread. */
record Measures(
        double tripsPerSecond,
        double least,
        double most,
        double cpuSeconds,
        double countedShare,
        double allocatedPerTrip,
        double heldBytes,
        double checkpointBytes) {

    static Measures of(List<Contender.Run> runs) {
        double[] speeds = sorted(runs, Contender.Run::tripsPerSecond);
        return new Measures(
                median(speeds),
                speeds[0],
                speeds[speeds.length - 1],
                median(sorted(runs, Contender.Run::cpuSecondsPerMillion)),
                median(sorted(runs, run -> 1.0 * run.countedTrips() / run.trips())),
                median(sorted(runs, run -> 1.0 * run.allocatedBytes() / run.trips())),
                median(sorted(runs, Contender.Run::heldBytes)),
                median(sorted(runs, Contender.Run::checkpointBytes)));
    }

    private static double[] sorted(
            List<Contender.Run> runs, ToDoubleFunction<Contender.Run> measure) {
        return runs.stream().mapToDouble(measure).sorted().toArray();
    }

    /** The median of at least one value. */
    static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).sum() / 2;
    }

    /**
     * The cells of a table: millions of trips a second and their spread, CPU seconds a million
     * trips, the share of trips in the result, bytes allocated a trip, MB of heap, kB of
     * checkpoint.
     */
    String cells() {
        return String.join(
                " | ",
                cell("%.2f", tripsPerSecond / 1e6),
                cell("%.2f", least / 1e6) + "–" + cell("%.2f", most / 1e6),
                cell("%.2f", cpuSeconds),
                cell("%.2f %%", 100 * countedShare),
                cell("%.0f", allocatedPerTrip),
                cell("%.0f", heldBytes / 1e6),
                cell("%.0f", checkpointBytes / 1e3));
    }

    private static String cell(String format, double value) {
        return value == 0 ? "–" : String.format(Locale.ROOT, format, value);
    }
}
