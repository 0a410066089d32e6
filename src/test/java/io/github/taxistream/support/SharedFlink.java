package io.github.taxistream.support;

import io.github.taxistream.local.TestCluster;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One Flink cluster for all tests of a JVM, which starts with the first that asks. */
public final class SharedFlink {

    private static final int SLOTS = 4;

    private SharedFlink() {}

    /** Starts with the first use of this class, and ends with the JVM. */
    private static final class Cluster {

        static final MiniCluster INSTANCE = TestCluster.start(SLOTS);
    }

    /**
     * An environment to define a job in, with short checkpoints and no way to Kryo.
     *
     * @param parallelism 1 to 4
     */
    public static StreamExecutionEnvironment environment(int parallelism) {
        return new StreamExecutionEnvironment(
                Configuration.fromMap(
                        Map.of(
                                "parallelism.default", String.valueOf(parallelism),
                                "pipeline.generic-types", "false",
                                "restart-strategy.type", "none",
                                "execution.checkpointing.interval", "20 ms")));
    }

    /** Runs what was defined to its end. */
    public static void run(StreamExecutionEnvironment env) throws Exception {
        Cluster.INSTANCE.executeJobBlocking(env.getStreamGraph().getJobGraph());
    }
}
