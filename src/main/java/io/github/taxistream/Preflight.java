package io.github.taxistream;

import io.github.taxistream.sink.ExistingRows;
import io.github.taxistream.sink.OutputCheck;
import io.github.taxistream.sink.SavedStates;
import io.github.taxistream.source.connector.StreamCheck;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks before the job starts, so that a mistake is reported in a sentence. */
public final class Preflight {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private static final ConfigOption<String> S3_ENDPOINT =
            ConfigOptions.key("s3.endpoint").stringType().defaultValue("AWS");

    /** Where main runs in the cluster itself: Application Mode, Managed Flink, the web UI. */
    private static final String EMBEDDED = "embedded";

    private Preflight() {}

    /**
     * Checks that the stream can be read, that the output can be written, and that the job either
     * resumes from a savepoint or finds no rows of another run in the output.
     *
     * @throws IllegalStateException with a sentence that names what is wrong, within a minute
     */
    public static void check(StreamExecutionEnvironment env, JobSettings settings) {
        settings.effective().forEach((key, text) -> LOG.info("setting {} = {}", key, text));
        warnOfCheckpoints(env.getCheckpointConfig());
        Optional<String> savepoint =
                env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        savepoint.ifPresent(SavedStates::require);
        StreamCheck.requireReadable(settings.stream());
        Path output = new Path(settings.outputPath());
        OutputCheck.requireWritable(output, env.getConfiguration().get(S3_ENDPOINT));
        // In the cluster, main also runs again when the JobManager has failed. Only the job itself
        // knows then that it resumes from a checkpoint, so it makes the same check.
        if (savepoint.isEmpty()
                && !EMBEDDED.equals(env.getConfiguration().get(DeploymentOptions.TARGET))) {
            requireNoneOfAnotherRun(existingRows(env.getConfiguration(), settings), output);
        }
    }

    /** What the job does about rows of another run. */
    static ExistingRows existingRows(ReadableConfig configuration, JobSettings settings) {
        if (settings.addsToExistingOutput()) {
            return ExistingRows.addedTo();
        }
        List<String> folders = new ArrayList<>();
        configuration.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY).ifPresent(folders::add);
        configuration
                .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .ifPresent(folders::add);
        return ExistingRows.refused(new Path(settings.outputPath()), SavedStates.in(folders));
    }

    private static void requireNoneOfAnotherRun(ExistingRows rows, Path output) {
        try {
            rows.requireNone();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the output " + output + " cannot be listed: " + FailureWords.of(e), e);
        }
    }

    private static void warnOfCheckpoints(CheckpointConfig checkpoints) {
        if (!checkpoints.isCheckpointingEnabled()) {
            LOG.warn(
                    "Checkpoints are off, and files become visible at checkpoints only: set"
                            + " execution.checkpointing.interval, for example to 1 min.");
        } else if (checkpoints.getCheckpointingConsistencyMode()
                != CheckpointingMode.EXACTLY_ONCE) {
            LOG.warn(
                    "Rows may be written twice after a failure: set execution.checkpointing.mode to"
                            + " EXACTLY_ONCE.");
        }
    }
}
