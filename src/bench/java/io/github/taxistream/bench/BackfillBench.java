package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how the job catches up with days of a stream that nobody has read. */
@Command(
        name = "backfill",
        description = {
            "Lets the job catch up with some days of trips in many shards, and tells how long"
                    + " it takes, what it holds meanwhile, and how many files come of it.",
            "It prints Markdown, also in target/bench-backfill.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class BackfillBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many shards have them (${DEFAULT-VALUE}).")
    private int shards;

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "About how many trips there are in all (${DEFAULT-VALUE}).")
    private long trips;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "A TLC file, or records as JSON Lines, all of it; default: three days of"
                            + " trips that the producer makes up.")
    private Path input;

    @Option(
            names = "--checkpoints",
            split = ",",
            paramLabel = "INTERVAL",
            description = "How often there is a checkpoint (10 s,1 min).")
    private List<String> intervals = List.of("10 s", "1 min");

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("bench-backfill");
        try {
            Path lines = folder.resolve("records.jsonl");
            long perShard = lines(folder, lines);
            report.line("%,d trips in each of %d shards.", perShard, shards);
            report.line("");
            report.line(
                    "| checkpoint every | s to catch up | trips/s | CPU s a million | MB of heap |"
                            + " kB of the largest checkpoint | late trips | files |");
            report.line("|---|---|---|---|---|---|---|---|");
            for (String interval : intervals) {
                measure(home, folder, lines, perShard * shards, interval);
            }
            halfway(home, folder, lines, perShard * shards);
            report.writeTo(home.resolve("target/bench-backfill.md"));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private long lines(Path folder, Path to) throws IOException {
        TripRecords records = TripRecords.load(days(folder), trips / shards);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            for (int i = 0; i < records.count(); i++) {
                out.write(records.at(i));
                out.write('\n');
            }
        }
        return records.count();
    }

    private Path days(Path folder) throws IOException {
        if (input == null) {
            return BenchRecords.ofThreeDays(folder).asSent();
        }
        return input.toString().endsWith(".jsonl")
                ? input
                : BenchRecords.in(folder, List.of(input.toString())).asSent();
    }

    private void measure(Path home, Path folder, Path lines, long expected, String interval)
            throws Exception {
        try (CannedJob job = CannedJob.prepare(home, folder, kinesis(lines), interval)) {
            HeapWatch heap = new HeapWatch();
            heap.start();
            job.submit();
            Stopwatch.start();
            awaitRead(expected);
            double[] times = Stopwatch.stop();
            long held = heap.mostHeldBytes();
            JsonNode largest = job.checkpoints().path("summary").path("state_size").path("max");
            long late = ReadCounter.lateTrips();
            job.drain();
            report.line(
                    "| %s | %.0f | %,.0f | %.2f | %.0f | %.0f | %,d | %,d |",
                    interval,
                    times[0],
                    expected / times[0],
                    times[1] * 1e6 / expected,
                    held / 1e6,
                    largest.asLong() / 1e3,
                    late,
                    job.files());
        }
    }

    /** Where the watermark is on the way, and how much is open halfway. */
    private void halfway(Path home, Path folder, Path lines, long expected) throws Exception {
        try (CannedJob job = CannedJob.prepare(home, folder, kinesis(lines), "1 min")) {
            job.submit();
            for (int tenth = 1; tenth <= 5; tenth++) {
                awaitRead(expected * tenth / 10);
                report.line("");
                report.line(
                        "With %d %% of the trips read, the watermark is at %s.",
                        tenth * 10,
                        ReadCounter.watermark().map(Instant::toString).orElse("no time yet"));
            }
            report.line("");
            report.line("Open then: %,d hours of a zone.", job.openZoneHours());
        }
    }

    private List<String> kinesis(Path lines) {
        return List.of(
                "--records", lines.toString(), "--shards", String.valueOf(shards), "--limits");
    }

    private static void awaitRead(long expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ReadCounter.records() < expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        String.format(
                                "only %,d of %,d trips were read",
                                ReadCounter.records(), expected));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
