package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.producer.command.Producer;
import io.github.taxistream.settings.InvalidSettingsException;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs everything on this machine: Kinesis, S3, producer, job, drain, verify. */
@Command(
        name = "scripts/run-local.sh",
        header = {"The whole thing on this machine, in a minute.", ""},
        description = {
            "Starts a local Kinesis and a local S3, creates a stream of four shards, starts the job"
                    + " in a Flink cluster of its own with Flink's web UI, and sends taxi trips. It"
                    + " then drains the job, so that all open hours are written, and verifies that"
                    + " every record is accounted for. Nothing is left running.",
            ""
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record is accounted for",
            "1:failed, or records are missing or doubled; target/local/run.log says more",
            "2:wrong usage or settings, or a file that is not there; nothing was started",
            "130:stopped by Ctrl-C; a second one ends it at once"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  scripts/run-local.sh                                    20,000 made-up trips",
            "  scripts/run-local.sh --input green_tripdata_2024-01.parquet",
            "  scripts/run-local.sh --trips 5000 --speedup 3600        an hour each second",
            "  scripts/run-local.sh --out /tmp/rows -- --output.archive true",
            "  scripts/run-local.sh --keep                             keep it all running",
            "",
            "The TLC's files are at",
            "  https://www.nyc.gov/site/tlc/about/tlc-trip-record-data.page",
            "",
            "It needs JDK 17 to 23, Maven 3.8 or newer and Node.js 18 or newer;"
                    + " scripts/doctor.sh says what is there."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class LocalRun implements Callable<Integer> {

    private static final Path FOLDER = Project.path("target", "local", "run");
    private static final int INTERRUPTED = 130;
    private static final Duration HEADWAY_PATIENCE = Duration.ofMinutes(2);
    private static final PrintStream OUT = System.out;

    @Mixin private RunOptions options;

    private final StopSignal stopSignal;

    /** The result of the run, once it is known and the run is only kept up. */
    private final AtomicInteger exitCode = new AtomicInteger(INTERRUPTED);

    LocalRun(StopSignal stopSignal) {
        this.stopSignal = stopSignal;
    }

    /** Exits with 0 only if every record is accounted for, with 130 after Ctrl-C before that. */
    public static void main(String[] args) throws Exception {
        LocalCredentials.use();
        StopSignal stopSignal = new StopSignal();
        LocalRun localRun = new LocalRun(stopSignal);
        CommandLine command = new CommandLine(localRun);
        command.setExecutionExceptionHandler(LocalRun::explain);
        command.setParameterExceptionHandler((e, ignored) -> wrongUsage(e.getMessage()));
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> command.execute(args));
        while (!run.isDone() && !stopSignal.cameWithin(200, TimeUnit.MILLISECONDS)) {
            // The emulators watch this JVM, so its end is theirs.
        }
        System.exit(run.getNow(localRun.exitCode.get()));
    }

    @Override
    @SuppressWarnings("try") // The lock is held, not used.
    public Integer call() throws Exception {
        options.check();
        try (FolderLock lock = FolderLock.ofFree(FOLDER).orElseThrow(LocalRun::anotherRuns)) {
            return runAll();
        }
    }

    private static Problem anotherRuns() {
        return new Problem(
                "another scripts/run-local.sh runs here or is kept up, and this one would empty its"
                        + " folders: end it first, or use another clone");
    }

    private int runAll() throws Exception {
        Path folder = emptyFolders();
        Path bucket = Files.createDirectories(options.buckets().resolve(RunOptions.BUCKET));
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalS3 s3 = LocalS3.start(options.buckets(), folder);
                LocalReport report = startReport(s3.endpoint());
                LocalFlink flink =
                        LocalFlink.start(Project.path("flink-conf"), flinkOptions(s3, folder))) {
            OUT.printf("Kinesis   %s%nS3        %s%n", kinesis.endpoint(), s3.endpoint());
            Path manifest = folder.resolve("manifest.json");
            JobSettings job = JobSettings.read(options.jobArguments(kinesis.endpoint()));
            int result = run(kinesis.endpoint(), flink, manifest, job);
            if (result == 0) {
                NextSteps.withOutput(OUT, bucket, options.isKept());
                result =
                        new Verdict(s3.endpoint(), RunOptions.BUCKET, manifest, job, OUT)
                                .say(Optional.ofNullable(report));
            }
            if (options.isKept()) {
                keepUp(kinesis.endpoint(), s3.endpoint(), result);
            }
            return result;
        }
    }

    /** An empty folder for what the run leaves. The usual folder for the output is emptied, too. */
    private Path emptyFolders() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
        if (options.isOutFresh()) {
            FileUtils.deleteDirectory(options.buckets().toFile());
        }
        return Files.createDirectories(FOLDER);
    }

    private LocalReport startReport(URI s3) {
        return options.isReported()
                ? LocalReport.start(s3, RunOptions.BUCKET, options.buckets(), OUT)
                : null;
    }

    private void keepUp(URI kinesis, URI s3, int result) throws InterruptedException {
        exitCode.set(result);
        NextSteps.whileKept(OUT, kinesis, s3);
        while (!stopSignal.cameWithin(1, TimeUnit.HOURS)) {
            // Go on waiting.
        }
    }

    /** Creates the stream, sends the trips, and lets the job write all of them. */
    private int run(URI kinesis, LocalFlink flink, Path manifest, JobSettings settings)
            throws Exception {
        createStream(kinesis);
        JobID job = flink.submit(settings, Optional.empty());
        OUT.printf("Flink     %s%n%n", flink.webUi());
        int sent = producer(options.producerCommand(kinesis, manifest, settings));
        if (sent != 0) {
            return sent;
        }
        awaitTip(new JobMetrics(flink.webUi(), job.toHexString()));
        OUT.println("draining: the open hours are written, and the job ends");
        flink.stop(job, true);
        return 0;
    }

    private static void createStream(URI kinesis) {
        producer(
                "create-stream",
                "--shards",
                "4",
                "--wait",
                "--stream",
                RunOptions.STREAM,
                "--endpoint",
                kinesis.toString());
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
                                "the job has made no progress for %d minutes, though the"
                                        + " stream has more; target/local/run.log says why",
                                HEADWAY_PATIENCE.toMinutes()));
            }
        }
    }

    private static Map<String, String> flinkOptions(LocalS3 s3, Path folder) {
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

    private static int wrongUsage(String sentence) {
        OUT.println(sentence);
        OUT.println("scripts/run-local.sh --help shows how it is used");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult result)
            throws Exception {
        if (e instanceof WrongCall || e instanceof InvalidSettingsException) {
            return wrongUsage(e.getMessage());
        }
        if (e instanceof IOException) {
            OUT.println("a file cannot be read or written: " + FailureWords.of(e));
        } else if (e instanceof Problem || e instanceof IllegalStateException) {
            OUT.println(e.getMessage());
        } else {
            throw e;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
