package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what shards cost, of a stream with few trips in each. */
@Command(
        name = "shards",
        description = {
            "Measures start-up, threads, memory, CPU and checkpoints of the job for numbers of"
                    + " shards, and how long it takes to follow when all are split.",
            "It prints Markdown, also in target/bench-shards.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ShardsBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

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

    private final Report report = new Report();
    private final Results results = new Results();

    /** What was found for a number of shards. */
    private record Found(
            double startSeconds,
            int threads,
            long heapBytes,
            double cpu,
            long checkpointBytes,
            long checkpointMillis,
            double splitSeconds) {}

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("taxistream.home", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("bench-shards");
        report.line(
                "%.0f trips/s for each shard; %d cores.", rate, PROCESS.getAvailableProcessors());
        report.line("");
        report.line(
                "| shards | s to the first read of all | threads | MB of heap | CPU s a second |"
                        + " kB of checkpoint | ms of checkpoint | s to follow a split of all |");
        report.line("|---|---|---|---|---|---|---|---|");
        try {
            Path records = BenchRecords.in(folder, List.of()).asSent();
            for (int shards : numbers) {
                tell(shards, measure(home, folder, kinesis(records, shards), shards));
            }
            report.writeTo(home.resolve("target/bench-shards.md"));
            results.appendTo(home.resolve("target/bench.json"));
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private List<String> kinesis(Path records, int shards) {
        List<String> options = new ArrayList<>(List.of("--records", records.toString()));
        options.addAll(List.of("--rounds", "0.0002", "--shards", String.valueOf(shards)));
        options.addAll(List.of("--rate", String.valueOf(rate), "--hot", String.valueOf(hot)));
        options.addAll(List.of("--idle", String.valueOf((int) (shards * idleShare))));
        options.addAll(List.of("--lag", String.valueOf(lag), "--limits"));
        return options;
    }

    private Found measure(Path home, Path folder, List<String> kinesis, int shards)
            throws Exception {
        try (CannedJob job = CannedJob.prepare(home, folder, kinesis, "5 s")) {
            long start = System.nanoTime();
            job.submit();
            awaitShardsRead();
            double startSeconds = (System.nanoTime() - start) / 1e9;
            double cpu = cpuSecondsASecond();
            long heap = heapAfterCollection();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            JsonNode checkpoint = job.checkpoints().path("latest").path("completed");
            return new Found(
                    startSeconds,
                    threads,
                    heap,
                    cpu,
                    checkpoint.path("state_size").asLong(),
                    checkpoint.path("end_to_end_duration").asLong(),
                    secondsToFollowASplit(job, shards));
        }
    }

    private void tell(int shards, Found found) {
        report.line(
                "| %,d | %.1f | %,d | %.0f | %.2f | %.0f | %d | %.1f |",
                shards,
                found.startSeconds(),
                found.threads(),
                found.heapBytes() / 1e6,
                found.cpu(),
                found.checkpointBytes() / 1e3,
                found.checkpointMillis(),
                found.splitSeconds());
        results.add("shards", String.valueOf(shards))
                .put("start_seconds", found.startSeconds())
                .put("threads", found.threads())
                .put("heap_bytes", found.heapBytes())
                .put("cpu_seconds_per_second", found.cpu())
                .put("checkpoint_bytes", found.checkpointBytes())
                .put("split_seconds", found.splitSeconds());
    }

    private static void awaitShardsRead() throws InterruptedException {
        await(() -> ReadCounter.shardsBehind() == 0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        ReadCounter.shardsRead()
                                + " shards have been read, and "
                                + ReadCounter.shardsBehind()
                                + " are still behind");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
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

    /** Until each child shard has been read. */
    private static double secondsToFollowASplit(CannedJob job, int shards) throws Exception {
        long start = System.nanoTime();
        long before = ReadCounter.shardsRead();
        job.splitShards();
        await(() -> ReadCounter.shardsRead() >= before + 2L * shards);
        awaitShardsRead();
        return (System.nanoTime() - start) / 1e9;
    }
}
