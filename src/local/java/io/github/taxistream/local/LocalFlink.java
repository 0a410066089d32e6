package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.Preflight;
import io.github.taxistream.TaxiStreamJob;
import io.github.taxistream.savepoint.Savepoint;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM with Flink's web UI, configured like any other by {@code
 * flink-conf/config.yaml}, with its file systems loaded as plugins from {@code FLINK_PLUGINS_DIR}.
 *
 * <p>Whatever does not happen within five minutes ends in an {@link IllegalStateException} that
 * says what it was.
 */
public final class LocalFlink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** As for {@code flink stop}: with all open hours to write, a savepoint may take that long. */
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(10);

    /** Shared by all clusters of this JVM, as the file systems' classes take long to load. */
    private static PluginManager plugins;

    private final Configuration configuration;
    private final MiniCluster cluster;

    private LocalFlink(Configuration configuration, MiniCluster cluster) {
        this.configuration = configuration;
        this.cluster = cluster;
    }

    /**
     * Starts the cluster.
     *
     * @param confFolder the folder of {@code config.yaml}
     * @param overrides options that count more than that file
     */
    public static LocalFlink start(Path confFolder, Map<String, String> overrides)
            throws Exception {
        return start(confFolder, overrides, 1);
    }

    /** The same with several TaskManagers, with as many slots each as the default parallelism. */
    public static LocalFlink start(Path confFolder, Map<String, String> overrides, int taskManagers)
            throws Exception {
        Configuration configuration = GlobalConfiguration.loadConfiguration(confFolder.toString());
        // The next free one where somebody else has Flink's usual port.
        configuration.set(RestOptions.BIND_PORT, "8081-8180");
        overrides.forEach(configuration::setString);
        if (overrides.containsKey(RestOptions.PORT.key())
                && !overrides.containsKey(RestOptions.BIND_PORT.key())) {
            configuration.set(RestOptions.BIND_PORT, overrides.get(RestOptions.PORT.key()));
        }
        FileSystem.initialize(configuration, plugins(configuration));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(taskManagers)
                                .setNumSlotsPerTaskManager(
                                        configuration.get(CoreOptions.DEFAULT_PARALLELISM))
                                .build());
        cluster.start();
        return new LocalFlink(configuration, cluster);
    }

    private static synchronized PluginManager plugins(Configuration configuration) {
        if (plugins == null) {
            plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
        }
        return plugins;
    }

    /** The address of Flink's web UI and REST interface. */
    public URI webUi() throws InterruptedException, ExecutionException {
        return within(PATIENCE, "Flink's web UI has not come up", cluster.getRestAddress());
    }

    /**
     * Submits the job as {@code main} would run it.
     *
     * @param savepoint where to begin, if not anew
     */
    public JobID submit(JobSettings settings, Optional<String> savepoint)
            throws InterruptedException, ExecutionException {
        return submit(settings, savepoint, configuration.get(CoreOptions.DEFAULT_PARALLELISM));
    }

    /** The same at another parallelism than the configured one. */
    public JobID submit(JobSettings settings, Optional<String> savepoint, int parallelism)
            throws InterruptedException, ExecutionException {
        Configuration ofJob = new Configuration(configuration);
        savepoint.ifPresent(path -> ofJob.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(ofJob);
        Preflight.check(env, settings);
        env.setParallelism(parallelism);
        TaxiStreamJob.define(env, settings);
        return submit(env, savepoint);
    }

    /** Submits any job that was built for this cluster. */
    public JobID submit(StreamExecutionEnvironment env, Optional<String> savepoint)
            throws InterruptedException, ExecutionException {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName("taxi-stream");
        JobGraph job = graph.getJobGraph();
        savepoint.ifPresent(
                path ->
                        job.setSavepointRestoreSettings(
                                SavepointRestoreSettings.forPath(toGoOnFrom(path))));
        return within(PATIENCE, "the job was not accepted", cluster.submitJob(job)).getJobID();
    }

    private static String toGoOnFrom(String savepoint) {
        try {
            return Savepoint.read(savepoint).toGoOnFrom();
        } catch (IOException e) {
            throw new IllegalStateException(
                    String.format("no job can go on from %s: %s", savepoint, FailureWords.of(e)),
                    e);
        }
    }

    public JobStatus status(JobID job) throws InterruptedException, ExecutionException {
        return within(PATIENCE, "the job reported no status", cluster.getJobStatus(job));
    }

    /** Where the job's checkpoints are. */
    public String checkpoints(JobID job) {
        return configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) + "/" + job;
    }

    /** Whether all tasks of the job are running, so that a savepoint can be taken. */
    public boolean isRunning(JobID job) throws InterruptedException, ExecutionException {
        if (status(job) != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task :
                within(PATIENCE, "the job reported no tasks", cluster.getExecutionGraph(job))
                        .getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stops the job with a savepoint.
     *
     * @param drain whether to write all open hours first, and so end the job for good
     * @return where the savepoint is
     */
    public String stop(JobID job, boolean drain) throws InterruptedException, ExecutionException {
        return within(
                STOP_PATIENCE,
                "the job has not stopped with a savepoint",
                cluster.stopWithSavepoint(job, null, drain, SavepointFormatType.CANONICAL));
    }

    /** Cancels the job; its last checkpoint stays. */
    public void cancel(JobID job) throws InterruptedException, ExecutionException {
        within(PATIENCE, "the job could not be told to cancel", cluster.cancelJob(job));
        within(PATIENCE, "the cancelled job has not ended", cluster.requestJobResult(job));
    }

    /** An environment with this cluster's configuration. */
    public StreamExecutionEnvironment environment() {
        return new StreamExecutionEnvironment(configuration);
    }

    /** Adds a TaskManager to a cluster that was started with several. */
    public void addTaskManager() throws Exception {
        cluster.startTaskManager();
    }

    /**
     * Ends a TaskManager under its tasks.
     *
     * @param index counted from 0 in the order of their starts
     */
    public void endTaskManager(int index) throws InterruptedException, ExecutionException {
        within(PATIENCE, "the TaskManager has not ended", cluster.terminateTaskManager(index));
    }

    @Override
    public void close() throws IOException {
        try {
            within(PATIENCE, "Flink has not ended", cluster.closeAsync());
        } catch (Exception e) {
            throw new IOException("the local Flink cluster could not be ended", e);
        }
    }

    /**
     * Waits for a future of Flink's.
     *
     * @param otherwise the message if it does not complete in time
     */
    static <T> T within(Duration patience, String otherwise, Future<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    String.format("%s within %d seconds", otherwise, patience.toSeconds()), e);
        }
    }
}
