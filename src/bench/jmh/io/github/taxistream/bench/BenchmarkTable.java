package io.github.taxistream.bench;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured, in Markdown: first the parsers against ours, then the stages. */
final class BenchmarkTable {

    private final StringBuilder text = new StringBuilder();

    private BenchmarkTable() {}

    /**
     * The tables.
     *
     * @param source what the records are
     * @param records the records themselves
     * @param results averages in nanoseconds
     */
    static String of(String source, TripRecords records, Collection<RunResult> results) {
        BenchmarkTable table = new BenchmarkTable();
        table.line(
                "%s; %d cores, Java %s, load %.1f at the end.",
                source,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        List<RunResult> parsers = results.stream().filter(BenchmarkTable::isParser).toList();
        if (!parsers.isEmpty()) {
            table.addParsers(parsers, new BrokenRecords(records));
        }
        List<RunResult> stages = results.stream().filter(it -> !isParser(it)).toList();
        if (!stages.isEmpty()) {
            table.addStages(stages);
        }
        return table.text.toString();
    }

    private static boolean isParser(RunResult result) {
        return result.getParams().getBenchmark().contains(ParserBenchmark.class.getSimpleName());
    }

    private void addParsers(List<RunResult> parsers, BrokenRecords broken) {
        double ours =
                parsers.stream()
                        .filter(it -> parser(it).equals(ParserBenchmark.OURS))
                        .mapToDouble(BenchmarkTable::cpuNanos)
                        .findAny()
                        .orElse(Double.NaN);
        line("");
        line(
                "| parser | million trips a CPU second | CPU ns a trip | ns a trip"
                        + " | bytes allocated a trip | CPU time / ours | broken JSON refused |");
        line("|---|---|---|---|---|---|---|");
        for (RunResult result : parsers) {
            line(
                    "| %s | %.2f | %.0f | %s | %.0f | %.2f | %.1f %% |",
                    parser(result),
                    1e3 / cpuNanos(result),
                    cpuNanos(result),
                    wallClock(result, 1),
                    allocated(result),
                    cpuNanos(result) / ours,
                    100 * broken.refusedBy(ParserBenchmark.reader(parser(result))));
        }
    }

    private void addStages(List<RunResult> stages) {
        line("");
        line("| stage | CPU µs an operation | µs an operation | bytes allocated an operation |");
        line("|---|---|---|---|");
        for (RunResult result : stages) {
            line(
                    "| %s | %.2f | %s | %,.0f |",
                    name(result),
                    cpuNanos(result) / 1e3,
                    wallClock(result, 1e3),
                    allocated(result));
        }
    }

    private static String parser(RunResult result) {
        return result.getParams().getParam("parser");
    }

    /** The average, and the 99.9 % confidence interval, in units of so many nanoseconds. */
    private static String wallClock(RunResult result, double unit) {
        Result<?> time = result.getPrimaryResult();
        return String.format(
                Locale.ROOT, "%.2f ± %.2f", time.getScore() / unit, time.getScoreError() / unit);
    }

    private static double cpuNanos(RunResult result) {
        return result.getSecondaryResults().get(CpuProfiler.NANOS).getScore();
    }

    private static double allocated(RunResult result) {
        return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    }

    private static String name(RunResult result) {
        BenchmarkParams params = result.getParams();
        String path = params.getBenchmark();
        StringBuilder name = new StringBuilder(path.substring(path.lastIndexOf('.') + 1));
        params.getParamsKeys()
                .forEach(
                        key ->
                                name.append(", ")
                                        .append(params.getParam(key))
                                        .append(' ')
                                        .append(key));
        return name.toString();
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
