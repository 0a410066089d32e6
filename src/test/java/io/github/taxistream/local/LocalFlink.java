package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.TaxiStreamJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileSystem;
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
 */
public final class LocalFlink implements AutoCloseable {

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
        Configuration configuration = GlobalConfiguration.loadConfiguration(confFolder.toString());
        // The next free one where somebody else has Flink's usual port.
        configuration.set(RestOptions.BIND_PORT, "8081-8180");
        overrides.forEach(configuration::setString);
        FileSystem.initialize(
                configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(
                                        configuration.get(CoreOptions.DEFAULT_PARALLELISM))
                                .build());
        cluster.start();
        return new LocalFlink(configuration, cluster);
    }

    /** The address of Flink's web UI and REST interface. */
    public URI webUi() throws InterruptedException, ExecutionException {
        return cluster.getRestAddress().get();
    }

    /**
     * Submits the job as {@code main} would run it.
     *
     * @param savepoint where to begin, if not anew
     */
    public JobID submit(JobSettings settings, Optional<String> savepoint)
            throws InterruptedException, ExecutionException {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        TaxiStreamJob.requireEnds(env, settings);
        TaxiStreamJob.define(env, settings);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName("taxi-stream");
        JobGraph job = graph.getJobGraph();
        savepoint.ifPresent(
                path -> job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path)));
        return cluster.submitJob(job).get().getJobID();
    }

    public JobStatus status(JobID job) throws InterruptedException, ExecutionException {
        return cluster.getJobStatus(job).get();
    }

    /** Whether all tasks of the job are running, so that a savepoint can be taken. */
    public boolean isRunning(JobID job) throws InterruptedException, ExecutionException {
        if (status(job) != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task :
                cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
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
        return cluster.stopWithSavepoint(job, null, drain, SavepointFormatType.CANONICAL).get();
    }

    @Override
    public void close() throws IOException {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IOException("the local Flink cluster could not be ended", e);
        }
    }
}
