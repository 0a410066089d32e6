package io.github.taxistream.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the whole job against the bare client, on a Kinesis that is not the bottleneck. */
@Command(
        name = "canned",
        description = {
            "Measures the whole job against the connector's bare client, on a Kinesis whose"
                    + " answers are encoded beforehand, and tells whose code the CPU time is"
                    + " spent in.",
            "It prints Markdown, also in target/bench-canned.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class CannedBench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;

    /** Green trips of four days. */
    private static final int FEW_DAYS = 8_000;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "TLC files; default: as for scripts/bench.sh.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "1280000",
            description = "About how many trips a run takes (${DEFAULT-VALUE}).")
    private long trips;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many shards have them (${DEFAULT-VALUE}).")
    private int shards;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many rounds are measured (${DEFAULT-VALUE}), after one that is not.")
    private int rounds;

    @Option(
            names = "--parallelism",
            split = ",",
            paramLabel = "N",
            description = "The job's parallelism (1,2).")
    private List<Integer> parallelisms = List.of(1, 2);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KIND",
            description =
                    "Only these: cbor, cbor-aggregated, json, json-aggregated; with -tls at the end"
                            + " over TLS.")
    private List<String> only = List.of("cbor", "cbor-aggregated", "json", "json-aggregated");

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory(temporary(), "bench-canned");
        try {
            BenchRecords records = BenchRecords.in(folder, inputs);
            Path lines = folder.resolve("records.jsonl");
            long perShard = repeat(records.asSent(), trips / shards, lines);
            CannedTable table = new CannedTable();
            for (String kind : only) {
                CannedRun run = new CannedRun(home, folder, lines, perShard, shards);
                table.add(run.measure(kind, parallelisms, rounds));
            }
            String text = table.text(records.source(), perShard * shards, shards, rounds);
            OUT.println(text);
            Files.writeString(home.resolve("target/bench-canned.md"), text);
            table.results().appendTo(home.resolve("target/bench.json"));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    /** In memory where there is such a folder: a disk's speed is not what is measured. */
    private static Path temporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static List<String> firstLines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(FEW_DAYS).toList();
        }
    }

    /**
     * Writes about so many records; how many there are. They are those of a few days, so that there
     * are as many trips an hour as in a busy stream.
     */
    private static long repeat(Path file, long count, Path to) throws IOException {
        Path days = Files.write(to.resolveSibling("days.jsonl"), firstLines(file));
        TripRecords records = TripRecords.load(days, count);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            for (int i = 0; i < records.count(); i++) {
                out.write(records.at(i));
                out.write('\n');
            }
        }
        System.err.printf(Locale.ROOT, "%,d trips in each of the shards%n", records.count());
        return records.count();
    }
}
