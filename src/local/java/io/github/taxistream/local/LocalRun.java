package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole thing on this machine: Kinesis, S3, producer, job, drain, verify. */
@Command(
        name = "scripts/run-local.sh",
        description =
                "Sends taxi trips through a local Kinesis, the job and a local S3, and verifies that"
                        + " every record is accounted for.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class LocalRun implements Callable<Integer> {

    private static final String STREAM = "taxi-trips";
    private static final String BUCKET = "taxi";
    private static final Duration HEADWAY_PATIENCE = Duration.ofMinutes(2);
    private static final PrintStream OUT = System.out;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "TLC files, Parquet or CSV, to send in order of drop-off.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many trips to make up if there is no --input (${DEFAULT-VALUE}).")
    private int trips;

    @Option(
            names = "--speedup",
            paramLabel = "X",
            description = "Send them X times as fast as they happened; else as fast as it goes.")
    private String speedup;

    @Option(
            names = "--aggregate",
            description = "Send many trips in a record, as the Kinesis Producer Library does.")
    private boolean aggregate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the bucket is, as plain files in DIR/taxi; else in target/local/out,"
                            + " which each run begins anew.")
    private Path out;

    @Option(
            names = "--keep",
            description = "Keep Kinesis, S3 and Flink's web UI up at the end, until Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--no-report",
            description = "Neither serve the page of the totals nor leave it beside the output.")
    private boolean noReport;

    @Parameters(
            paramLabel = "-- SETTINGS",
            arity = "0..*",
            description = "Settings of the job, like -- --output.archive true.")
    private List<String> jobSettings = new ArrayList<>();

    private final StopSignal stopSignal;

    private LocalRun(StopSignal stopSignal) {
        this.stopSignal = stopSignal;
    }

    /** Exits with 0 only if every record is accounted for, with 130 after Ctrl-C. */
    public static void main(String[] args) throws Exception {
        LocalCredentials.use();
        StopSignal stopSignal = new StopSignal();
        CommandLine command = new CommandLine(new LocalRun(stopSignal));
        command.setExecutionExceptionHandler(LocalRun::explain);
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> command.execute(args));
        while (!run.isDone() && !stopSignal.cameWithin(200, TimeUnit.MILLISECONDS)) {
            // The emulators watch this JVM, so its end is theirs.
        }
        System.exit(run.getNow(130));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Project.path("target", "local", "run");
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        Path buckets = out != null ? out.toAbsolutePath() : freshOut();
        Files.createDirectories(buckets.resolve(BUCKET));
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalS3 s3 = LocalS3.start(buckets, folder);
                LocalReport report =
                        noReport ? null : LocalReport.start(s3.endpoint(), BUCKET, buckets, OUT);
                LocalFlink flink =
                        LocalFlink.start(Project.path("flink-conf"), options(s3, folder))) {
            OUT.printf("Kinesis   %s%nS3        %s%n", kinesis.endpoint(), s3.endpoint());
            producer(
                    "create-stream",
                    "--shards",
                    "4",
                    "--wait",
                    "--stream",
                    STREAM,
                    "--endpoint",
                    kinesis.endpoint().toString());
            Path manifest = folder.resolve("manifest.json");
            int exitCode = run(kinesis.endpoint(), flink, manifest);
            if (exitCode == 0) {
                OUT.printf("%nthe output is in %s%n%n", buckets.resolve(BUCKET));
                exitCode =
                        new Verdict(s3.endpoint(), BUCKET, manifest, OUT)
                                .say(Optional.ofNullable(report));
            }
            if (keep) {
                OUT.println("all is kept up until Ctrl-C");
                while (!stopSignal.cameWithin(1, TimeUnit.HOURS)) {
                    // Go on waiting.
                }
            }
            return exitCode;
        }
    }

    /** Sends the trips, and lets the job write all of them. */
    private int run(URI kinesis, LocalFlink flink, Path manifest) throws Exception {
        JobID job = flink.submit(JobSettings.read(jobArguments(kinesis)), Optional.empty());
        OUT.printf("Flink     %s%n%n", flink.webUi());
        int sent = producer(send(kinesis, manifest));
        if (sent != 0) {
            return sent;
        }
        awaitTip(new JobMetrics(flink.webUi(), job.toHexString()));
        OUT.println("draining: the open hours are written, and the job ends");
        flink.stop(job, true);
        return 0;
    }

    private String[] send(URI kinesis, Path manifest) {
        List<String> command = new ArrayList<>();
        if (inputs.isEmpty()) {
            command.addAll(
                    List.of(
                            "generate",
                            "--trips",
                            String.valueOf(trips),
                            "--seed",
                            "1",
                            "--broken",
                            "2"));
        } else {
            command.add("replay");
            command.addAll(inputs);
        }
        command.addAll(
                List.of(
                        "--stream",
                        STREAM,
                        "--endpoint",
                        kinesis.toString(),
                        "--manifest",
                        manifest.toString()));
        if (speedup != null) {
            command.addAll(List.of("--speedup", speedup));
        }
        if (aggregate) {
            command.add("--aggregate");
        }
        return command.toArray(new String[0]);
    }

    private String[] jobArguments(URI kinesis) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--settings",
                                Project.path("flink-conf", "application.json").toString(),
                                "--kinesis.endpoint",
                                kinesis.toString()));
        arguments.addAll(jobSettings);
        return arguments.toArray(new String[0]);
    }

    /** Waits until the job has read all of the stream, and says how far it is. */
    private static void awaitTip(JobMetrics metrics) throws IOException, InterruptedException {
        Progress progress = new Progress(metrics, OUT);
        Headway headway = new Headway(HEADWAY_PATIENCE, InstantSource.system());
        int looksAtTip = 0;
        // One look may find old figures, in which the last records are not yet counted.
        while (looksAtTip < 3) {
            TimeUnit.SECONDS.sleep(1);
            looksAtTip = progress.look() ? looksAtTip + 1 : 0;
            if (headway.isLostAfter(progress.reading())) {
                throw new IllegalStateException(
                        String.format(
                                "the job has not come any further for %d minutes, though the"
                                        + " stream has more; target/local/run.log says why",
                                HEADWAY_PATIENCE.toMinutes()));
            }
        }
    }

    private static Path freshOut() throws IOException {
        Path folder = Project.path("target", "local", "out");
        FileUtils.deleteDirectory(folder.toFile());
        return folder;
    }

    private static Map<String, String> options(LocalS3 s3, Path folder) {
        return Map.of(
                "s3.endpoint",
                s3.endpoint().toString(),
                "s3.path.style.access",
                "true",
                "s3.access-key",
                "local",
                "s3.secret-key",
                "local",
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                "execution.checkpointing.savepoint-dir",
                folder.resolve("savepoints").toUri().toString());
    }

    private static int producer(String... command) {
        return Producer.execute(command);
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult result)
            throws Exception {
        if (e instanceof InvalidSettingsException) {
            OUT.println(e.getMessage());
            return 2;
        }
        if (e instanceof IllegalStateException) {
            OUT.println(e.getMessage());
            return 1;
        }
        throw e;
    }
}
