package io.github.taxistream;

import io.github.taxistream.settings.Readers;
import io.github.taxistream.settings.Setting;
import io.github.taxistream.source.StreamName;
import io.github.taxistream.source.connector.StartPosition;
import io.github.taxistream.trip.Instants;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys of the settings, their defaults and their meanings, in one place. */
final class SettingKeys {

    static final Setting<StreamName> STREAM =
            Setting.required(
                    "kinesis.stream", "the name or ARN of the data stream", StreamName::parse);
    static final Setting<String> REGION =
            Setting.optional(
                    "kinesis.region",
                    "the stream's region; else from the ARN, else from AWS's default chain",
                    text -> text);
    static final Setting<URI> ENDPOINT =
            Setting.optional(
                    "kinesis.endpoint",
                    "an endpoint other than AWS's own, for an emulator",
                    Readers::endpoint);
    static final Setting<String> ROLE =
            Setting.optional(
                    "kinesis.role",
                    "the ARN of a role to read the stream with, for one in another account",
                    Readers::roleArn);
    static final Setting<StartPosition> INITIAL_POSITION =
            Setting.of(
                    "kinesis.initial-position",
                    "TRIM_HORIZON",
                    "where a job without a savepoint begins: TRIM_HORIZON, LATEST or an instant",
                    StartPosition::parse);
    static final Setting<Reader> READER =
            Setting.of(
                    "kinesis.reader",
                    "POLLING",
                    "POLLING, or EFO for enhanced fan-out",
                    Reader::parse);
    static final Setting<Duration> POLL_INTERVAL =
            Setting.of(
                    "kinesis.poll-interval",
                    "1 s",
                    "how often a shard without a backlog is polled; with a backlog, 5 times a"
                            + " second",
                    Readers::positiveDuration);
    static final Setting<String> CONSUMER_NAME =
            Setting.optional(
                    "kinesis.consumer-name",
                    "the name of the registered consumer, with kinesis.reader EFO",
                    text -> text);
    static final Setting<Duration> IDLE_SHARD =
            Setting.of(
                    "kinesis.idle-shard",
                    "1 min",
                    "how long a shard without trips may hold the watermark back",
                    Readers::positiveDuration);
    static final Setting<Duration> MAX_OUT_OF_ORDERNESS =
            Setting.of(
                    "time.max-out-of-orderness",
                    "1 h",
                    "how far the watermark stays behind the pickups: how long a trip may take",
                    Readers::duration);
    static final Setting<Duration> MAX_JUMP =
            Setting.of(
                    "time.max-jump",
                    "6 h",
                    "how far a single pickup may move a shard's clock ahead",
                    Readers::duration);
    static final Setting<Integer> JUMP_CONFIRMATIONS =
            Setting.of(
                    "time.jump-confirmations",
                    "32",
                    "how many further trips must be as far ahead to confirm a jump",
                    text -> Readers.wholeNumber(text, 0, 10_000));
    static final Setting<Duration> FUTURE_TOLERANCE =
            Setting.of(
                    "time.future-tolerance",
                    "1 h",
                    "how far a pickup may be ahead of the record's arrival",
                    Readers::duration);
    static final Setting<Instants> INSTANTS =
            Setting.of(
                    "time.instants",
                    "REJECT",
                    "the meaning of a time that names its time zone or counts from 1970: REJECT,"
                            + " WALL_CLOCK (its digits are New York's clock) or NEW_YORK (a true"
                            + " instant)",
                    Instants::parse);
    static final Setting<Duration> QUIET_PERIOD =
            Setting.of(
                    "time.quiet-period",
                    "3 h",
                    "how long, by the wall clock, a zone and hour may have no trip before it is"
                            + " written",
                    Readers::positiveDuration);
    static final Setting<Duplicates> DUPLICATES =
            Setting.of(
                    "input.duplicates",
                    "KEEP",
                    "what happens to a trip that is sent again to the same shard: KEEP or REJECT",
                    Duplicates::parse);
    static final Setting<Duration> DUPLICATE_HORIZON =
            Setting.of(
                    "input.duplicate-horizon",
                    "5 min",
                    "how long after a trip, by arrival, an equal one counts as sent again",
                    Readers::positiveDuration);
    static final Setting<String> ID =
            Setting.optional(
                    "input.id",
                    "the member that holds a trip's id; without it the trip's bytes decide",
                    text -> text);
    static final Setting<String> OUTPUT_PATH =
            Setting.required(
                    "output.path",
                    "where the output goes: s3://bucket/prefix or a local path",
                    Readers::outputPath);
    static final Setting<Existing> EXISTING =
            Setting.of(
                    "output.existing",
                    "REFUSE",
                    "what a job without a savepoint does if another run has written there: REFUSE"
                            + " to start, or ADD to it",
                    Existing::parse);
    static final Setting<Boolean> ARCHIVE =
            Setting.of(
                    "output.archive",
                    "false",
                    "whether every record is also written as it came, under archive/",
                    Readers::flag);
    static final Setting<Integer> OUTPUT_PARALLELISM =
            Setting.of(
                    "output.parallelism",
                    "1",
                    "how many subtasks write zone_hourly; with one there are few files",
                    text -> Readers.wholeNumber(text, 1, 720));

    static final Setting<Duration> LATE_INTERVAL =
            Setting.of(
                    "output.late-interval",
                    "0 s",
                    "how long late rows are gathered before they are written; 0 s: not at all",
                    Readers::duration);

    /** All settings, in the order in which they are shown. */
    static final List<Setting<?>> ALL =
            List.of(
                    STREAM,
                    REGION,
                    ENDPOINT,
                    ROLE,
                    INITIAL_POSITION,
                    READER,
                    POLL_INTERVAL,
                    CONSUMER_NAME,
                    IDLE_SHARD,
                    MAX_OUT_OF_ORDERNESS,
                    MAX_JUMP,
                    JUMP_CONFIRMATIONS,
                    FUTURE_TOLERANCE,
                    INSTANTS,
                    QUIET_PERIOD,
                    DUPLICATES,
                    DUPLICATE_HORIZON,
                    ID,
                    OUTPUT_PATH,
                    EXISTING,
                    ARCHIVE,
                    OUTPUT_PARALLELISM,
                    LATE_INTERVAL);

    /** How the shards are read. */
    enum Reader {
        POLLING,
        EFO;

        static Reader parse(String text) {
            return Readers.oneOf(values(), text);
        }
    }

    /** What becomes of a trip that is sent again. */
    enum Duplicates {
        KEEP,
        REJECT;

        static Duplicates parse(String text) {
            return Readers.oneOf(values(), text);
        }
    }

    /** What happens to an output that holds rows of another run. */
    enum Existing {
        REFUSE,
        ADD;

        static Existing parse(String text) {
            return Readers.oneOf(values(), text);
        }
    }

    private SettingKeys() {}
}
