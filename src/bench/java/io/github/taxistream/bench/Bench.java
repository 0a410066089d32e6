package io.github.taxistream.bench;

import io.github.taxistream.local.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the job against the limit and against what people would use instead. */
@Command(
        name = "scripts/bench.sh",
        description =
                "Measures the job against a bare loop, a sample, Flink SQL and Lambda on the same"
                        + " trips, and prints a Markdown table, which is also in target/bench.md.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class Bench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final int WARM_UPS = 1;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The TLC's files; default: trips that the producer makes up.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "About how many trips a run takes (${DEFAULT-VALUE}); they are repeated.")
    private long trips;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many rounds are measured (${DEFAULT-VALUE}), after one that is not.")
    private int rounds;

    @Option(
            names = "--only",
            split = ";",
            paramLabel = "NAME",
            description = "Only contenders whose names begin so, with semicolons between.")
    private List<String> only = List.of("");

    private volatile List<Contender> running = List.of();

    private Bench() {}

    /** Runs the benchmark, and ends with its exit code. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Bench());
        command.addSubcommand(new KinesisBench());
        command.addSubcommand(new CannedBench());
        command.addSubcommand(new ShardsBench());
        command.addSubcommand(new BackfillBench());
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("bench-records");
        StopSignal.whenItComes(() -> running.forEach(Contender::close));
        try {
            BenchRecords records = BenchRecords.in(folder, inputs);
            String tables =
                    measure("rivals", home, records, lineup -> lineup.startRivals(records))
                            + measure("loads", home, records, lineup -> lineup.startLoads(records));
            Files.writeString(home.resolve("target/bench.md"), tables);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private interface Start {
        void in(Lineup lineup) throws IOException;
    }

    private String measure(String bench, Path home, BenchRecords records, Start start)
            throws IOException {
        List<Contender> contenders = new CopyOnWriteArrayList<>();
        running = contenders;
        try {
            start.in(new Lineup(home, trips, only, contenders));
            if (contenders.isEmpty()) {
                return "";
            }
            race(contenders);
            String table = BenchTable.of(records.source(), contenders) + "\n";
            OUT.println(table);
            keep(bench, contenders, home.resolve("target/bench.json"));
            return table;
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static void keep(String bench, List<Contender> contenders, Path file)
            throws IOException {
        Results results = new Results();
        for (Contender contender : contenders) {
            Measures measures = Measures.of(contender.runs());
            results.add(bench, contender.name())
                    .put("trips_per_second", measures.tripsPerSecond())
                    .put("cpu_seconds", measures.cpuSeconds());
        }
        results.appendTo(file);
    }

    /** Interleaved, so that whatever else the machine does hits all of them. */
    private void race(List<Contender> contenders) throws IOException {
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (Contender contender : contenders) {
                if (round < 0) {
                    contender.warmUp();
                } else {
                    contender.run();
                }
            }
            System.err.printf("round %d of %d%n", round + 1, rounds);
        }
    }
}
