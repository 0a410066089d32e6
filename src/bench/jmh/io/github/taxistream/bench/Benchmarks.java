package io.github.taxistream.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of the hot path, and prints Markdown, which is also in target/jmh.md. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args JMH's own: a pattern of names, {@code -f} forks, {@code -i} iterations, …
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("jmh-records");
        try {
            BenchRecords records = BenchRecords.in(folder, List.of());
            Options options =
                    new OptionsBuilder()
                            .parent(new CommandLineOptions(args))
                            .addProfiler(GCProfiler.class)
                            .addProfiler(CpuProfiler.class)
                            .jvmArgsAppend(BenchmarkRecords.option(records.asSent()))
                            .shouldFailOnError(true)
                            .build();
            Collection<RunResult> results = new Runner(options).run();
            String table =
                    BenchmarkTable.of(
                            records.source(), TripRecords.once(records.asSent()), results);
            System.out.println(System.lineSeparator() + table);
            Files.writeString(Path.of("target", "jmh.md"), table);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
