package io.github.taxistream.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.ClusterClientFactory;
import org.apache.flink.client.deployment.ClusterDescriptor;
import org.apache.flink.client.deployment.DefaultClusterClientServiceLoader;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;

/** The jobs of a cluster that runs. */
final class Cluster {

    private final Configuration flink;

    /**
     * @param flink says where the cluster is
     */
    Cluster(Configuration flink) {
        this.flink = remote(flink);
    }

    /** The same options; the target is a standalone cluster unless they name another. */
    static Configuration remote(Configuration flink) {
        Configuration options = new Configuration(flink);
        if (options.getOptional(DeploymentOptions.TARGET).isEmpty()) {
            options.set(DeploymentOptions.TARGET, "remote");
        }
        return options;
    }

    /** The ids of the jobs of this name that have not ended. Soon fails if no cluster answers. */
    List<JobID> running(String name) throws Exception {
        if (flink.getOptional(RestOptions.RETRY_MAX_ATTEMPTS).isEmpty()) {
            flink.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        }
        return ask(
                client -> {
                    List<JobID> found = new ArrayList<>();
                    for (JobStatusMessage job : client.listJobs().get()) {
                        if (job.getJobName().equals(name)
                                && !job.getJobState().isGloballyTerminalState()) {
                            found.add(job.getJobId());
                        }
                    }
                    return found;
                });
    }

    /**
     * Stops a job with a savepoint.
     *
     * @param drain whether all open windows are written first
     * @return where the savepoint is
     */
    String stop(JobID job, boolean drain) throws Exception {
        return ask(
                client ->
                        client.stopWithSavepoint(job, drain, null, SavepointFormatType.DEFAULT)
                                .get());
    }

    private <T> T ask(Question<T> question) throws Exception {
        return ask(
                new DefaultClusterClientServiceLoader().getClusterClientFactory(flink), question);
    }

    private <C, T> T ask(ClusterClientFactory<C> clusters, Question<T> question) throws Exception {
        C id = clusters.getClusterId(flink);
        if (id == null) {
            throw new IllegalStateException("these options name no cluster: " + flink);
        }
        try (ClusterDescriptor<C> descriptor = clusters.createClusterDescriptor(flink);
                ClusterClient<C> client = descriptor.retrieve(id).getClusterClient()) {
            return question.ask(client);
        }
    }

    private interface Question<T> {

        T ask(ClusterClient<?> client) throws Exception;
    }
}
