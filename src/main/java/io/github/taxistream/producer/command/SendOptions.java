package io.github.taxistream.producer.command;

import io.github.taxistream.aws.ConnectionOptions;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.order.SendOrder;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.send.PartitionKeys;
import io.github.taxistream.trip.Instants;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for sending, which replay and generate share. */
final class SendOptions {

    /** The file name that stands for standard output. */
    static final String STANDARD_OUTPUT = "-";

    @Mixin ConnectionOptions connection;

    @Option(names = "--stream", paramLabel = "NAME", description = "The stream to send to.")
    String stream;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description =
                    "Write a manifest of what was sent to this file, to verify the job's output"
                            + " against.")
    Path manifest;

    @Option(
            names = "--resume",
            paramLabel = "MANIFEST",
            description = {
                "Resume where the run that wrote this manifest stopped, with the same input and"
                        + " options; nothing is sent twice.",
                "Without --manifest, the new manifest replaces it."
            })
    Path resume;

    @Option(
            names = "--speedup",
            paramLabel = "X",
            description = {
                "Send at the pace of the trips, X times as fast.",
                "Gaps of more than six hours are skipped."
            })
    double speedup;

    @Option(names = "--rate", paramLabel = "N", description = "Send at most N records a second.")
    double rate;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "DROPOFF",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    SendOrder order;

    @Option(
            names = "--partition-key",
            paramLabel = "KEY",
            defaultValue = "ZONE",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    PartitionKeys.By partitionKey;

    @Option(
            names = "--aggregate",
            description =
                    "Send many trips in one record, in the Kinesis Producer Library's format.")
    boolean aggregate;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "JSON",
            description = {
                "JSON: numbers are numbers, missing values are left out.",
                "AGENT: all values are strings, as the Kinesis Agent's CSVTOJSON writes them.",
                "Default: ${DEFAULT-VALUE}."
            })
    JsonFormat format;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = WallClockTime.class,
            description = "Only trips picked up from this time on, like 2024-01-31T18:00.")
    LocalDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = WallClockTime.class,
            description = "Only trips picked up before this time.")
    LocalDateTime to;

    @Option(names = "--loop", description = "Start over at the end, until stopped or --limit.")
    boolean loop;

    @Option(
            names = "--shift-time",
            description = "With --loop: move the times of each round on by whole days.")
    boolean shiftTime;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Send the first N records only.")
    long limit;

    @Option(
            names = "--dry-run",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            preprocessor = AttachedValue.class,
            description = {
                "Send nothing, and write the records to standard output, or to a new file with"
                        + " --dry-run=FILE."
            })
    String dryRun;

    @Option(
            names = "--instants",
            paramLabel = "MEANING",
            defaultValue = "REJECT",
            description = {
                "The meaning of a time that names its time zone or is a number since 1970, as in the"
                        + " job's time.instants: REJECT; WALL_CLOCK, if its digits are New York's"
                        + " clock; NEW_YORK, if it is a true instant and has to be converted.",
                "Default: ${DEFAULT-VALUE}."
            })
    Instants instants;

    @Option(
            names = "--future-tolerance",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationText.class,
            description =
                    "The job's time.future-tolerance, so that the manifest counts as the job does;"
                            + " default: ${DEFAULT-VALUE}.")
    Duration futureTolerance;

    @Option(
            names = "--duplicate",
            paramLabel = "PERMILLE",
            description = "Send this many of every thousand records a second time, soon after.")
    int duplicate;

    @Option(
            names = "--trip-id",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = "trip_id",
            preprocessor = AttachedValue.class,
            description =
                    "Give each trip an id of its own in the member trip_id, or NAME with"
                            + " --trip-id=NAME, for the job's input.id.")
    String tripId;

    /** Reads the records as a job with these settings does. */
    PlainReading reading() {
        return new PlainReading(futureTolerance, instants);
    }

    boolean isDryRun() {
        return dryRun != null;
    }
}
