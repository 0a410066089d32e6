package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.aws.Connection;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.input.InputPaths;
import io.github.taxistream.producer.input.InputRules;
import io.github.taxistream.producer.input.ManyFiles;
import io.github.taxistream.producer.input.S3Files;
import io.github.taxistream.producer.input.SourceFile;
import io.github.taxistream.producer.input.TripFile;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.sink.ExistingRows;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code scripts/run-local.sh} is asked to do. */
final class RunOptions {

    static final String STREAM = "taxi-trips";
    static final String BUCKET = "taxi";

    private static final long USUAL_TRIPS = 20_000;

    /** A word that names trips rather than a setting. */
    private static final Pattern FILE_OF_TRIPS =
            Pattern.compile(
                    "(s3|https?)://.+|.+\\.(parquet|csv|json|jsonl|ndjson)(\\.gz)?",
                    Pattern.CASE_INSENSITIVE);

    /** Settings of the stream and the bucket, which the run makes itself and looks into. */
    private static final Pattern OWN_SETTING =
            Pattern.compile(
                    "--(kinesis\\.(?:stream|region|endpoint)|output\\.(?:path|existing))(?:=.*)?");

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "TLC files, Parquet or CSV, to send in order of drop-off: paths, globs, https:// or"
                        + " s3:// addresses."
            })
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--trips",
            paramLabel = "N",
            description = "How many trips to make up if there is no --input (" + USUAL_TRIPS + ").")
    private Long trips;

    @Option(
            names = "--speedup",
            paramLabel = "X",
            description =
                    "Send them X times as fast as they happened; default: as fast as possible.")
    private Double speedup;

    @Option(
            names = "--aggregate",
            description = "Send many trips in a record, as the Kinesis Producer Library does.")
    private boolean aggregate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Keep the bucket's contents as plain files in DIR/taxi, which must not have rows yet.",
                "Default: target/local/out, which each run empties first."
            })
    private Path out;

    @Option(
            names = "--keep",
            description =
                    "Keep Kinesis, S3 and Flink's web UI up at the end, until Ctrl-C, and say how"
                            + " to use them from another terminal.")
    private boolean keep;

    @Option(
            names = "--no-report",
            description = "Neither serve the report nor write report.html beside the output.")
    private boolean noReport;

    @Parameters(
            paramLabel = "-- SETTINGS",
            arity = "0..*",
            description = {
                "Settings of the job, like -- --output.archive true.",
                "scripts/run-job.sh --help shows all; stream and output are this script's own."
            })
    private List<String> jobSettings = new ArrayList<>();

    boolean isKept() {
        return keep;
    }

    boolean isReported() {
        return !noReport;
    }

    /** Where the bucket is a folder. */
    Path buckets() {
        return out != null ? out.toAbsolutePath() : freshOut();
    }

    /** Where it is if nothing else is asked for. */
    static Path freshOut() {
        return Project.path("target", "local", "out");
    }

    boolean isOutFresh() {
        return out == null;
    }

    /**
     * Checks all that was given before anything starts.
     *
     * @throws WrongCall with a sentence about the first thing that is wrong
     */
    void check() throws IOException {
        if (trips != null && !inputs.isEmpty()) {
            throw new WrongCall(
                    "--trips makes trips up, and --input sends those in files: give only one");
        }
        if (trips != null && trips < 1) {
            throw new WrongCall("--trips must be 1 or more, and is " + trips);
        }
        if (speedup != null && !(speedup > 0 && speedup < Double.POSITIVE_INFINITY)) {
            throw new WrongCall("--speedup must be more than 0, and is " + speedup);
        }
        checkFilesAmongSettings();
        for (String setting : jobSettings) {
            Matcher own = OWN_SETTING.matcher(setting);
            if (own.matches()) {
                throw new WrongCall(
                        String.format(
                                "%s cannot be set here: this script makes the stream and the bucket"
                                        + " itself. scripts/run-job.sh runs the job with others.",
                                own.group(1)));
            }
        }
        // Says by itself what is wrong with the others.
        JobSettings job = JobSettings.read(jobArguments(URI.create("http://127.0.0.1:1")));
        checkInputs(new PlainReading(job.futureTolerance(), job.instants()));
        checkOut();
    }

    /** A file without its option would be taken for a setting of the job. */
    private void checkFilesAmongSettings() {
        String before = "";
        for (String word : jobSettings) {
            boolean isValue = before.startsWith("--") && !before.contains("=");
            boolean isTrips = FILE_OF_TRIPS.matcher(word).matches() || Files.exists(Path.of(word));
            if (!isValue && !word.startsWith("--") && isTrips) {
                throw new WrongCall(word + " stands alone: did you mean --input " + word + "?");
            }
            before = isValue ? "" : word;
        }
    }

    /**
     * As the producer would find out, but too late: by then the output of the last run is gone.
     *
     * @throws io.github.taxistream.cli.Problem if a file is not one of trips
     */
    private void checkInputs(PlainReading reading) throws IOException {
        InputRules rules = new InputRules(JsonFormat.JSON, reading);
        try (S3Files s3 = new S3Files(new Connection(null, null, null))) {
            for (SourceFile file : InputPaths.resolve(inputs, s3::resolve)) {
                if (file.path().isPresent()) {
                    new ManyFiles(List.of(file), rules, warning -> {}).close();
                } else {
                    // The producer warns and looks at records, which takes a while from afar.
                    TripFile.open(file, rules).close();
                }
            }
        }
    }

    private void checkOut() throws IOException {
        if (out == null) {
            return;
        }
        Path bucket = buckets().resolve(BUCKET);
        try {
            Files.createDirectories(bucket);
        } catch (IOException e) {
            throw new WrongCall("--out " + out + " cannot be written: " + FailureWords.of(e), e);
        }
        if (!Files.isWritable(bucket)) {
            throw new WrongCall("--out " + out + " cannot be written.");
        }
        Optional<String> row = ExistingRows.in(bucket.toUri().toString());
        if (row.isPresent()) {
            throw new WrongCall(
                    String.format(
                            "%s has rows of an earlier run (%s), and this run compares all that is"
                                    + " there with what it has sent: choose another --out, or remove"
                                    + " zone_hourly and rejected from that folder.",
                            bucket, row.get()));
        }
    }

    /** The producer's command that fills the stream, and counts by the rules of the job. */
    String[] producerCommand(URI kinesis, Path manifest, JobSettings job) {
        List<String> command = new ArrayList<>();
        if (inputs.isEmpty()) {
            command.addAll(List.of("generate", "--seed", "1", "--broken", "2"));
            command.addAll(List.of("--trips", String.valueOf(trips == null ? USUAL_TRIPS : trips)));
        } else {
            command.add("replay");
            command.addAll(inputs);
        }
        command.addAll(List.of("--stream", STREAM, "--endpoint", kinesis.toString()));
        command.addAll(List.of("--manifest", manifest.toString()));
        command.addAll(List.of("--instants", job.instants().name()));
        command.addAll(List.of("--future-tolerance", job.futureTolerance().toSeconds() + "s"));
        if (speedup != null) {
            command.addAll(List.of("--speedup", speedup.toString()));
        }
        if (aggregate) {
            command.add("--aggregate");
        }
        return command.toArray(new String[0]);
    }

    /** The job's settings; those that this script sets itself take precedence. */
    String[] jobArguments(URI kinesis) {
        List<String> arguments = new ArrayList<>(jobSettings);
        arguments.addAll(List.of("--kinesis.stream", STREAM, "--kinesis.region", "us-east-1"));
        arguments.addAll(List.of("--kinesis.endpoint", kinesis.toString()));
        arguments.addAll(List.of("--output.path", "s3://" + BUCKET, "--output.existing", "REFUSE"));
        return arguments.toArray(new String[0]);
    }
}
