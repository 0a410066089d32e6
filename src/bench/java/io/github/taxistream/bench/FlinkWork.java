package io.github.taxistream.bench;

import io.github.taxistream.local.TestCluster;
import io.github.taxistream.parquet.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.apache.parquet.io.LocalInputFile;

/** A Flink job that writes Parquet files, with the settings that Managed Flink gives a job. */
final class FlinkWork implements Work {

    /** Puts a job together. */
    interface Job {

        /**
         * Defines the job.
         *
         * @param output where its files go
         */
        void define(StreamExecutionEnvironment env, org.apache.flink.core.fs.Path output)
                throws Exception;
    }

    private final Job job;
    private final int parallelism;
    private final Path folder = Files.createTempDirectory(temporary(), "bench");
    private final MiniCluster cluster;
    private long checkpointBytes;

    FlinkWork(Job job, int parallelism) throws IOException {
        this.job = job;
        this.parallelism = parallelism;
        this.cluster = TestCluster.start(parallelism);
    }

    /** In memory where there is such a folder: a disk's speed is not what is measured. */
    private static Path temporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public void run() throws Exception {
        FileUtils.deleteDirectory(folder.toFile());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(options());
        job.define(env, new org.apache.flink.core.fs.Path(output().toUri()));
        JobGraph graph = env.getStreamGraph().getJobGraph();
        cluster.executeJobBlocking(graph);
        checkpointBytes =
                cluster
                        .getExecutionGraph(graph.getJobID())
                        .get()
                        .getCheckpointStatsSnapshot()
                        .getHistory()
                        .getCheckpoints()
                        .stream()
                        .mapToLong(AbstractCheckpointStats::getStateSize)
                        .max()
                        .orElse(0);
    }

    @Override
    public long checkpointBytes() {
        return checkpointBytes;
    }

    private Configuration options() {
        return Configuration.fromMap(
                Map.of(
                        "parallelism.default", String.valueOf(parallelism),
                        "pipeline.max-parallelism", "720",
                        "pipeline.object-reuse", "false",
                        "restart-strategy.type", "none",
                        "state.backend.type", "hashmap",
                        "execution.checkpointing.interval", "10 s",
                        "execution.checkpointing.dir",
                                folder.resolve("checkpoints").toUri().toString()));
    }

    private Path output() {
        return folder.resolve("output");
    }

    @Override
    public long countedTrips() throws IOException {
        if (!Files.exists(output())) {
            return 0;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(output())) {
            files = all.filter(FlinkWork::hasRows).toList();
        }
        long trips = 0;
        for (Path file : files) {
            trips += trips(file);
        }
        return trips;
    }

    private static boolean hasRows(Path file) {
        return file.getFileName().toString().startsWith("part-")
                && !file.toString().endsWith(".jsonl");
    }

    private static long trips(Path file) throws IOException {
        try (ParquetRows rows = new ParquetRows(new LocalInputFile(file))) {
            int column = rows.schema().getFieldIndex("trips");
            long trips = 0;
            while (rows.next()) {
                trips += rows.column(column).getLong();
            }
            return trips;
        }
    }

    @Override
    public void close() throws IOException {
        cluster.closeAsync().join();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
