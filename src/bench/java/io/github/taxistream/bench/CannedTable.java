package io.github.taxistream.bench;

import io.github.taxistream.bench.CannedRun.Result;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the job takes beside the bare client, in Markdown. */
final class CannedTable {

    private static final String JOB = "the job, ";

    private final StringBuilder text = new StringBuilder();
    private final List<Result> runs = new ArrayList<>();

    void add(Result result) {
        runs.add(result);
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
        runs.forEach(this::parts);
        return text.toString();
    }

    private void ratios(ToDoubleFunction<Reading> measure, String format) {
        line("| stream; the job's parallelism | bare | parsing | the job | / bare | / parsing |");
        line("|---|---|---|---|---|---|");
        for (Result run : runs) {
            double bare = median(run, CannedRun.BARE, measure);
            double parsing = median(run, CannedRun.PARSING, measure);
            for (String reader : run.readings().keySet()) {
                if (reader.startsWith(JOB)) {
                    double job = median(run, reader, measure);
                    line(
                            "| %s; %s | "
                                    + String.join(" | ", format, format, format)
                                    + " | %.2f | %.2f |",
                            name(run),
                            reader.substring(JOB.length()),
                            bare,
                            parsing,
                            job,
                            job / bare,
                            job / parsing);
                }
            }
        }
    }

    private void parts(Result run) {
        List<Map<CpuParts.Part, Double>> columns =
                run.parts().values().stream().map(CpuParts::perMillion).toList();
        line("");
        line("| %s | %s |", name(run), String.join(" | ", run.parts().keySet()));
        line("|---|%s", "---|".repeat(columns.size()));
        for (CpuParts.Part part : CpuParts.Part.values()) {
            if (part == CpuParts.Part.TLS && !run.isSecure()) {
                continue;
            }
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
            for (String reader : run.readings().keySet()) {
                results.add("canned", name(run) + ": " + reader)
                        .put("trips_per_second", median(run, reader, Reading::tripsPerSecond))
                        .put("cpu_seconds", median(run, reader, Reading::cpuSecondsPerMillion));
            }
        }
        return results;
    }

    private static String name(Result run) {
        return run.kind().replace("-", ", ");
    }

    private static double median(Result run, String reader, ToDoubleFunction<Reading> measure) {
        return Measures.median(
                run.readings().get(reader).stream().mapToDouble(measure).sorted().toArray());
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
