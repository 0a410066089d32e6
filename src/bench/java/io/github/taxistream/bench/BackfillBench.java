package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how the job catches up with days of a stream that nobody has read. */
@Command(
        name = "backfill",
        description =
                "Lets the job catch up with some days of trips in many shards, and tells how long"
                        + " it takes, what it holds meanwhile, and how many files come of it. Prints"
                        + " Markdown, which is also in target/bench-backfill.md.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class BackfillBench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Green trips of three days. */
    private static final int THREE_DAYS = 5_600;

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
            description = "TLC file, all of it; default: three days of green trips.")
    private Path input;

    @Option(
            names = "--checkpoints",
            split = ",",
            paramLabel = "INTERVAL",
            description = "How often there is a checkpoint (10 s,1 min).")
    private List<String> intervals = List.of("10 s", "1 min");

    private final StringBuilder table = new StringBuilder();

    @Override
    public Integer call() throws Exception {
        LocalCredentials.use();
        BareReader.speakCbor(true);
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("bench-backfill");
        try {
            Path lines = folder.resolve("records.jsonl");
            long perShard = lines(home, folder, lines);
            line("%,d trips in each of %d shards.", perShard, shards);
            line("");
            line(
                    "| checkpoint every | s to catch up | trips/s | CPU s a million | MB of heap |"
                            + " kB of the largest checkpoint | files |");
            line("|---|---|---|---|---|---|---|");
            for (String interval : intervals) {
                measure(home, folder, lines, perShard * shards, interval);
            }
            Files.writeString(home.resolve("target/bench-backfill.md"), table.toString());
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private long lines(Path home, Path folder, Path to) throws IOException {
        List<String> given = input == null ? List.of() : List.of(input.toString());
        Path all = BenchRecords.in(folder, BenchRecords.inputs(home, given)).asSent();
        Path days = to.resolveSibling("days.jsonl");
        try (Stream<String> first = Files.lines(all)) {
            long most = input == null ? THREE_DAYS : Long.MAX_VALUE;
            Files.write(days, first.limit(most).toList());
        }
        TripRecords records = TripRecords.load(days, trips / shards);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            for (int i = 0; i < records.count(); i++) {
                out.write(records.at(i));
                out.write('\n');
            }
        }
        return records.count();
    }

    private void measure(Path home, Path folder, Path lines, long expected, String interval)
            throws Exception {
        Path output = folder.resolve("output");
        List<String> options = new ArrayList<>(List.of("--records", lines.toString()));
        options.addAll(List.of("--shards", String.valueOf(shards), "--limits"));
        try (CannedProcess kinesis = CannedProcess.start(folder, options);
                LocalFlink flink =
                        LocalFlink.start(home.resolve("flink-conf"), flink(folder, interval))) {
            String[] settings = {
                "--kinesis.stream", "backlog",
                "--kinesis.endpoint", kinesis.endpoint().toString(),
                "--output.path", output.toUri().toString()
            };
            HeapWatch heap = new HeapWatch();
            heap.start();
            JobID job = flink.submit(JobSettings.read(settings), Optional.empty());
            Stopwatch.start();
            awaitRead(expected);
            double[] times = Stopwatch.stop();
            long held = heap.mostHeldBytes();
            flink.stop(job, true);
            line(
                    "| %s | %.0f | %,.0f | %.2f | %.0f | %.0f | %,d |",
                    interval,
                    times[0],
                    expected / times[0],
                    times[1] * 1e6 / expected,
                    held / 1e6,
                    largestCheckpoint(flink, job) / 1e3,
                    files(output));
        } finally {
            FileUtils.deleteDirectory(output.toFile());
        }
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

    private static long largestCheckpoint(LocalFlink flink, JobID job) throws Exception {
        URI checkpoints = URI.create(flink.webUi() + "/jobs/" + job.toHexString() + "/checkpoints");
        String answer =
                HTTP.send(
                                HttpRequest.newBuilder(checkpoints).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        JsonNode sizes = new ObjectMapper().readTree(answer).path("summary").path("state_size");
        return sizes.path("max").asLong();
    }

    private static long files(Path output) throws IOException {
        try (Stream<Path> all = Files.walk(output.resolve("zone_hourly"))) {
            return all.filter(file -> file.getFileName().toString().startsWith("part-")).count();
        }
    }

    private static Map<String, String> flink(Path folder, String interval) {
        return Map.of(
                "execution.checkpointing.interval",
                interval,
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                "parallelism.default",
                "2",
                ReadCounter.OPTION,
                ReadCounter.class.getName());
    }

    private void line(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        OUT.println(line);
        table.append(line).append('\n');
    }
}
