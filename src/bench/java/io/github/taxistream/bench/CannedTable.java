package io.github.taxistream.bench;

import io.github.taxistream.bench.CannedRun.Result;
import io.github.taxistream.bench.CannedRun.Taken;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the job takes beside the bare client, in Markdown. */
final class CannedTable {

    private final StringBuilder text = new StringBuilder();
    private final List<Result> runs = new ArrayList<>();

    void add(List<Result> results) {
        runs.addAll(results);
    }

    /** All of it, once everything was added. */
    String text(String source, long trips, int shards, int rounds) {
        line(
                "%s, repeated to %,d in %d shards; medians of %d rounds, interleaved; %d cores,"
                        + " Java %s, load %.1f at the end.",
                source,
                trips,
                shards,
                rounds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        ratios();
        parts();
        return text.toString();
    }

    private void ratios() {
        line("");
        line(
                "| stream, parallelism | bare: trips/s | the job: trips/s | job / bare | bare: CPU s"
                        + " a million | the job: CPU s a million | job / bare |");
        line("|---|---|---|---|---|---|---|");
        for (Result run : runs) {
            double bareSpeed = median(run.bare(), Taken::tripsPerSecond);
            double jobSpeed = median(run.job(), Taken::tripsPerSecond);
            double bareCpu = median(run.bare(), Taken::cpuSecondsPerMillion);
            double jobCpu = median(run.job(), Taken::cpuSecondsPerMillion);
            line(
                    "| %s | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.2f |",
                    name(run),
                    bareSpeed,
                    jobSpeed,
                    jobSpeed / bareSpeed,
                    bareCpu,
                    jobCpu,
                    jobCpu / bareCpu);
        }
    }

    private void parts() {
        line("");
        line("CPU seconds of the job a million trips, by whose code it is:");
        line("");
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Result run : runs) {
            head.append(' ').append(name(run)).append(" |");
            rule.append("---|");
        }
        line("%s", head);
        line("%s", rule);
        for (CpuParts.Part part : CpuParts.Part.values()) {
            StringBuilder row = new StringBuilder("| ").append(part.title()).append(" |");
            for (Result run : runs) {
                double seconds = run.parts().getOrDefault(part, 0.0);
                row.append(String.format(Locale.ROOT, " %.2f |", seconds));
            }
            line("%s", row);
        }
    }

    /** The same for programs. */
    Results results() {
        Results results = new Results();
        for (Result run : runs) {
            results.add("canned", name(run))
                    .put("bare_trips_per_second", median(run.bare(), Taken::tripsPerSecond))
                    .put("trips_per_second", median(run.job(), Taken::tripsPerSecond))
                    .put("bare_cpu_seconds", median(run.bare(), Taken::cpuSecondsPerMillion))
                    .put("cpu_seconds", median(run.job(), Taken::cpuSecondsPerMillion));
        }
        return results;
    }

    private static String name(Result run) {
        return run.kind().replace("-", ", ") + ", " + run.parallelism();
    }

    private static double median(List<Taken> taken, ToDoubleFunction<Taken> measure) {
        return Measures.median(taken.stream().mapToDouble(measure).sorted().toArray());
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
