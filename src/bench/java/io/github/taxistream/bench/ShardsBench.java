package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
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
import java.util.function.LongPredicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what shards cost, of a stream with few trips in each. */
@Command(
        name = "shards",
        description =
                "Measures start-up, threads, memory, CPU and checkpoints of the job for numbers of"
                        + " shards, and how long it takes to follow when all are split. Prints"
                        + " Markdown, which is also in target/bench-shards.md.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ShardsBench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Three times as long as the connector waits before it looks for new shards. */
    private static final Duration UNTIL_FOUND = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Option(
            names = "--shards",
            split = ",",
            paramLabel = "N",
            description = "Numbers of shards (1,10,100,1000).")
    private List<Integer> numbers = List.of(1, 10, 100, 1000);

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2",
            description = "Trips a second for each shard (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long CPU time is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--idle-share",
            paramLabel = "X",
            defaultValue = "0",
            description = "Which share of the shards has nothing (${DEFAULT-VALUE}).")
    private double idleShare;

    @Option(
            names = "--hot",
            paramLabel = "X",
            defaultValue = "1",
            description = "Times the rate of the first shard (${DEFAULT-VALUE}).")
    private double hot;

    @Option(
            names = "--lag",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How far the second shard is behind at the start (${DEFAULT-VALUE}).")
    private long lag;

    private final StringBuilder table = new StringBuilder();
    private final Results results = new Results();

    @Override
    public Integer call() throws Exception {
        LocalCredentials.use();
        BareReader.speakCbor(true);
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("bench-shards");
        line("%.0f trips/s for each shard; %d cores.", rate, PROCESS.getAvailableProcessors());
        line("");
        line(
                "| shards | s to the first read of all | threads | MB of heap | CPU s a second |"
                        + " kB of checkpoint | ms of checkpoint | s to follow a split of all |");
        line("|---|---|---|---|---|---|---|---|");
        try {
            Path records = BenchRecords.in(folder, BenchRecords.inputs(home, List.of())).asSent();
            for (int shards : numbers) {
                measure(home, folder, records, shards);
            }
            Files.writeString(home.resolve("target/bench-shards.md"), table.toString());
            results.appendTo(home.resolve("target/bench.json"));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private void measure(Path home, Path folder, Path records, int shards) throws Exception {
        List<String> options = new ArrayList<>(List.of("--records", records.toString()));
        options.addAll(List.of("--rounds", "0.0002", "--shards", String.valueOf(shards)));
        options.addAll(List.of("--rate", String.valueOf(rate), "--hot", String.valueOf(hot)));
        options.addAll(List.of("--idle", String.valueOf((int) (shards * idleShare))));
        options.addAll(List.of("--lag", String.valueOf(lag), "--limits"));
        Path output = folder.resolve("output");
        try (CannedProcess kinesis = CannedProcess.start(folder, options);
                LocalFlink flink = LocalFlink.start(home.resolve("flink-conf"), flink(folder))) {
            String[] settings = {
                "--kinesis.stream", "shards",
                "--kinesis.endpoint", kinesis.endpoint().toString(),
                "--output.path", output.toUri().toString()
            };
            long start = System.nanoTime();
            JobID job = flink.submit(JobSettings.read(settings), Optional.empty());
            awaitShardsRead();
            double startSeconds = (System.nanoTime() - start) / 1e9;
            double cpu = cpuSecondsASecond();
            long heap = heapAfterCollection();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            JsonNode checkpoint = lastCheckpoint(flink, job);
            double split = secondsToFollowASplit(kinesis.endpoint());
            flink.cancel(job);
            line(
                    "| %,d | %.1f | %,d | %.0f | %.2f | %.0f | %d | %.1f |",
                    shards,
                    startSeconds,
                    threads,
                    heap / 1e6,
                    cpu,
                    checkpoint.path("state_size").asLong() / 1e3,
                    checkpoint.path("end_to_end_duration").asLong(),
                    split);
            results.add("shards", String.valueOf(shards))
                    .put("start_seconds", startSeconds)
                    .put("threads", threads)
                    .put("heap_bytes", heap)
                    .put("cpu_seconds_per_second", cpu)
                    .put("checkpoint_bytes", checkpoint.path("state_size").asLong())
                    .put("split_seconds", split);
        } finally {
            FileUtils.deleteDirectory(output.toFile());
        }
    }

    private static void awaitShardsRead() throws InterruptedException {
        if (!awaitShardsBehind(behind -> behind == 0, PATIENCE)) {
            throw new IllegalStateException(
                    ReadCounter.shardsBehind() + " shards are still behind");
        }
    }

    private static boolean awaitShardsBehind(LongPredicate condition, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.test(ReadCounter.shardsBehind())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private double cpuSecondsASecond() throws InterruptedException {
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(seconds);
        return (PROCESS.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - start);
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double secondsToFollowASplit(URI kinesis) throws Exception {
        long start = System.nanoTime();
        HTTP.send(
                HttpRequest.newBuilder(kinesis)
                        .header("X-Amz-Target", "Kinesis_20131202.UpdateShardCount")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        // A few new shards may be read before a metric has told of them.
        if (!awaitShardsBehind(behind -> behind > 0, UNTIL_FOUND)) {
            return UNTIL_FOUND.toSeconds();
        }
        awaitShardsRead();
        return (System.nanoTime() - start) / 1e9;
    }

    private static JsonNode lastCheckpoint(LocalFlink flink, JobID job) throws Exception {
        URI checkpoints = URI.create(flink.webUi() + "/jobs/" + job.toHexString() + "/checkpoints");
        String answer =
                HTTP.send(
                                HttpRequest.newBuilder(checkpoints).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return new ObjectMapper().readTree(answer).path("latest").path("completed");
    }

    private static Map<String, String> flink(Path folder) {
        return Map.of(
                "execution.checkpointing.interval",
                "5 s",
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                ReadCounter.OPTION,
                ReadCounter.class.getName());
    }

    private void line(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        OUT.println(line);
        table.append(line).append('\n');
    }
}
