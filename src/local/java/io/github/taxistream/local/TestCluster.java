package io.github.taxistream.local;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster of one TaskManager within this JVM. */
public final class TestCluster {

    private TestCluster() {}

    /**
     * Starts it.
     *
     * @throws IllegalStateException if it does not start
     */
    public static MiniCluster start(int slots) {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(
                                        new Configuration().set(RestOptions.BIND_PORT, "0"))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("the Flink cluster does not start", e);
        }
        return cluster;
    }
}
