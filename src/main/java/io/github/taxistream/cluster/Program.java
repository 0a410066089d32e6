package io.github.taxistream.cluster;

import java.io.File;
import java.net.URL;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/** A job in a jar, to be submitted to a cluster. */
final class Program {

    private final String jar;
    private final String[] args;
    private final Configuration flink;

    Program(String jar, List<String> args, Configuration flink) {
        this.jar = jar;
        this.args = args.toArray(new String[0]);
        this.flink = Cluster.remote(flink);
    }

    /** Runs its main method up to where it would submit the job. */
    void check() throws Exception {
        requireCheckpoints();
        try (PackagedProgram program = load()) {
            PackagedProgramUtils.getPipelineFromProgram(
                    program, flink, flink.get(CoreOptions.DEFAULT_PARALLELISM), true);
        }
    }

    /** Without checkpoints no file would ever become visible. */
    private void requireCheckpoints() {
        CheckpointConfig checkpoints = new CheckpointConfig();
        checkpoints.configure(flink);
        if (!checkpoints.isCheckpointingEnabled()) {
            throw new IllegalStateException(
                    "Checkpoints are off in Flink's configuration, and files become visible at"
                            + " checkpoints only: use flink-conf/config.yaml, or add"
                            + " -Dexecution.checkpointing.interval=10s.");
        }
    }

    /** Submits it, and returns its id. */
    JobID submit() throws Exception {
        JobID id = new JobID();
        flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id.toHexString());
        flink.set(DeploymentOptions.ATTACHED, false);
        try (PackagedProgram program = load()) {
            ConfigUtils.encodeCollectionToConfig(
                    flink, PipelineOptions.JARS, program.getJobJarAndDependencies(), URL::toString);
            ClientUtils.executeProgram(
                    new DefaultExecutorServiceLoader(), flink, program, false, true);
        }
        return id;
    }

    private PackagedProgram load() throws ProgramInvocationException {
        return PackagedProgram.newBuilder()
                .setJarFile(new File(jar))
                .setArguments(args)
                .setConfiguration(flink)
                .setSavepointRestoreSettings(SavepointRestoreSettings.fromConfiguration(flink))
                .build();
    }
}
