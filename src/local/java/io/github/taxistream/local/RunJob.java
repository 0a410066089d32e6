package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.settings.InvalidSettingsException;
import io.github.taxistream.settings.Setting;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.util.FlinkException;

/**
 * Runs the job by itself, in this JVM, against any endpoints, until Ctrl-C. It then stops with a
 * savepoint, from which {@code --from} resumes.
 */
public final class RunJob {

    private static final Path CONF = Project.path("flink-conf");
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
    private static final PrintStream OUT = System.out;

    private static final String HELP =
            """
            Runs the job by itself, in one JVM with Flink's web UI, until Ctrl-C.

            usage: scripts/run-job.sh [--from SAVEPOINT] [-DOPTION=VALUE …] [--settings FILE] --KEY VALUE …

              --from SAVEPOINT   resume from a savepoint or checkpoint instead of starting anew
              -DOPTION=VALUE     one of Flink's options, which overrides flink-conf/config.yaml
              --settings FILE    the settings below in a file, like flink-conf/application.json
              --help             show this

            Ctrl-C or SIGTERM stops the job with a savepoint and prints how to resume; a second one ends
            it at once, and it can be resumed from its last checkpoint. Savepoints and checkpoints are in
            state/. AWS credentials and region come from AWS's default chain; AWS_ENDPOINT_URL_S3 sets an
            endpoint for S3 other than AWS's.

            Exit codes: 0 stopped, 1 failed, 2 wrong settings, 130 ended by a second Ctrl-C.

            Example:
              scripts/run-job.sh --kinesis.stream taxi-trips --output.path s3://my-bucket/taxi

            Settings:
            """;

    private RunJob() {}

    /** Runs the job; exits with 0 when it was stopped, 1 when it failed, 2 for wrong settings. */
    public static void main(String[] args) throws Exception {
        List<String> jobArgs = new ArrayList<>(List.of(args));
        if (jobArgs.contains("--help") || jobArgs.contains("-h")) {
            printHelp();
            return;
        }
        Optional<String> savepoint = RunJobArguments.take("--from", jobArgs);
        Map<String, String> flinkOptions = new LinkedHashMap<>(state());
        flinkOptions.putAll(s3FromEnvironment());
        flinkOptions.putAll(RunJobArguments.takeFlinkOptions(jobArgs));
        int exitCode;
        try {
            RunJobArguments.requireThere(savepoint);
            RunJobArguments.requirePorts(flinkOptions);
            JobSettings settings = JobSettings.read(jobArgs.toArray(new String[0]));
            exitCode = run(settings, flinkOptions, savepoint);
        } catch (InvalidSettingsException | WrongCall e) {
            OUT.println(e.getMessage());
            OUT.println("scripts/run-job.sh --help shows all settings");
            exitCode = 2;
        } catch (IllegalStateException e) {
            OUT.println(e.getMessage());
            exitCode = 1;
        } catch (Exception e) {
            // Flink's threads would keep this JVM alive.
            e.printStackTrace(OUT);
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private static int run(
            JobSettings settings, Map<String, String> flinkOptions, Optional<String> savepoint)
            throws Exception {
        try (LocalFlink flink = start(flinkOptions)) {
            JobID job = flink.submit(settings, savepoint);
            OUT.println("running, Flink's web UI is at " + flink.webUi());
            OUT.println("Ctrl-C stops it with a savepoint, and nothing is lost");
            StopSignal stopSignal = new StopSignal();
            Progress progress = new Progress(new JobMetrics(flink.webUi(), job.toHexString()), OUT);
            while (!flink.status(job).isGloballyTerminalState()) {
                progress.look();
                if (stopSignal.cameWithin(1, TimeUnit.SECONDS)) {
                    return stop(flink, job) ? 0 : 1;
                }
            }
            OUT.println("the job has ended; target/local/run.log says why");
            return flink.status(job) == JobStatus.FINISHED ? 0 : 1;
        }
    }

    private static LocalFlink start(Map<String, String> flinkOptions) throws Exception {
        try {
            return LocalFlink.start(CONF, flinkOptions);
        } catch (IllegalArgumentException | IllegalConfigurationException e) {
            throw new WrongCall("Flink does not take an option: " + e.getMessage(), e);
        } catch (FlinkException e) {
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            throw new IllegalStateException("Flink does not start: " + reason.getMessage(), e);
        }
    }

    /** Tries for a minute: a job that is just being restarted cannot be stopped. */
    private static boolean stop(LocalFlink flink, JobID job) throws Exception {
        OUT.println("stopping with a savepoint …");
        Instant deadline = Instant.now().plus(STOP_PATIENCE);
        while (Instant.now().isBefore(deadline) && !flink.status(job).isGloballyTerminalState()) {
            if (!flink.isRunning(job)) {
                TimeUnit.MILLISECONDS.sleep(200);
                continue;
            }
            try {
                String savepoint = flink.stop(job, false);
                OUT.println("to go on from there: " + command(savepoint));
                OUT.println("stopped");
                return true;
            } catch (ExecutionException e) {
                OUT.println("no savepoint this time: " + e.getCause().getMessage());
                TimeUnit.SECONDS.sleep(1);
            } catch (IllegalStateException e) {
                OUT.println("no savepoint: " + e.getMessage());
            }
        }
        OUT.println(
                "no savepoint could be taken; nothing is lost: resume from the last checkpoint,");
        OUT.println("  " + command(flink.checkpoints(job) + "/chk-…"));
        return false;
    }

    private static String command(String savepoint) {
        return "scripts/run-job.sh --from " + savepoint + " and the job's settings";
    }

    /** Not in target, which {@code mvn clean} takes away: a savepoint is a place in the stream. */
    private static Map<String, String> state() {
        return Map.of(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
                Project.path("state", "checkpoints").toUri().toString(),
                CheckpointingOptions.SAVEPOINT_DIRECTORY.key(),
                Project.path("state", "savepoints").toUri().toString());
    }

    /** Flink's S3 file system does not know this variable, which the AWS tools share. */
    static Map<String, String> s3FromEnvironment() {
        Map<String, String> overrides = new LinkedHashMap<>();
        String endpoint =
                Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
                        .orElse(System.getenv("AWS_ENDPOINT_URL"));
        if (endpoint != null) {
            overrides.put("s3.endpoint", endpoint);
            overrides.put("s3.path.style.access", "true");
        }
        return overrides;
    }

    private static void printHelp() {
        OUT.print(HELP);
        for (Setting<?> setting : JobSettings.ALL) {
            String note =
                    setting.isRequired()
                            ? "required"
                            : setting.defaultText().map(text -> "default " + text).orElse("");
            OUT.printf("  --%-26s %s%n", setting.key(), setting.meaning());
            if (!note.isEmpty()) {
                OUT.printf("    %-26s (%s)%n", "", note);
            }
        }
    }
}
