package io.github.taxistream.bench;

import io.github.taxistream.bench.CannedRun.Reader;
import io.github.taxistream.bench.CannedRun.Result;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        line("");
        line("*Bare* does nothing with the records; *parsing* also takes aggregates apart, and");
        line("parses. Trips/s, and the job's part of both:");
        line("");
        ratios(Reading::tripsPerSecond, "%,.0f");
        line("");
        line("CPU seconds a million trips, and the job's as many times both:");
        line("");
        ratios(Reading::cpuSecondsPerMillion, "%.2f");
        line("");
        line("CPU seconds a million trips, in the mean, by whose code it is:");
        runs.stream().map(Result::kind).distinct().forEach(this::parts);
        return text.toString();
    }

    private void ratios(ToDoubleFunction<Reading> measure, String format) {
        line("| stream, parallelism | bare | parsing | the job | job / bare | job / parsing |");
        line("|---|---|---|---|---|---|");
        for (Result run : runs) {
            double bare = median(run, Reader.BARE, measure);
            double parsing = median(run, Reader.PARSING, measure);
            double job = median(run, Reader.JOB, measure);
            line(
                    "| %s | " + format + " | " + format + " | " + format + " | %.2f | %.2f |",
                    name(run),
                    bare,
                    parsing,
                    job,
                    job / bare,
                    job / parsing);
        }
    }

    private void parts(String kind) {
        StringBuilder head = new StringBuilder("| " + kind.replace("-", ", ") + " |");
        StringBuilder rule = new StringBuilder("|---|");
        List<Map<CpuParts.Part, Double>> columns = new ArrayList<>();
        for (Result run : runs) {
            if (run.kind().equals(kind)) {
                for (Reader reader : Reader.values()) {
                    head.append(' ').append(reader.title()).append(", ");
                    head.append(run.parallelism()).append(" |");
                    rule.append("---|");
                    columns.add(run.parts().get(reader).perMillion());
                }
            }
        }
        line("");
        line("%s", head);
        line("%s", rule);
        for (CpuParts.Part part : CpuParts.Part.values()) {
            StringBuilder row = new StringBuilder("| ").append(part.title()).append(" |");
            columns.forEach(column -> row.append(cell(column.getOrDefault(part, 0.0))));
            line("%s", row);
        }
    }

    private static String cell(double seconds) {
        return seconds < 0.005 ? " – |" : String.format(Locale.ROOT, " %.2f |", seconds);
    }

    /** The same for programs. */
    Results results() {
        Results results = new Results();
        for (Result run : runs) {
            var row = results.add("canned", name(run));
            for (Reader reader : Reader.values()) {
                String prefix = reader == Reader.JOB ? "" : reader.title() + "_";
                row.put(
                        prefix + "trips_per_second",
                        median(run, reader, Reading::tripsPerSecond));
                row.put(prefix + "cpu_seconds", median(run, reader, Reading::cpuSecondsPerMillion));
            }
        }
        return results;
    }

    private static String name(Result run) {
        return run.kind().replace("-", ", ") + ", " + run.parallelism();
    }

    private static double median(Result run, Reader reader, ToDoubleFunction<Reading> measure) {
        return Measures.median(
                run.readings().get(reader).stream().mapToDouble(measure).sorted().toArray());
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
