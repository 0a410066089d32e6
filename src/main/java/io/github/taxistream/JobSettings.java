package io.github.taxistream;

import io.github.taxistream.settings.InvalidSettingsException;
import io.github.taxistream.settings.Readers;
import io.github.taxistream.settings.Setting;
import io.github.taxistream.settings.SettingValues;
import io.github.taxistream.source.EventTimeRules;
import io.github.taxistream.source.KinesisStream;
import io.github.taxistream.source.ShardReader;
import io.github.taxistream.source.StartPosition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job's settings: typed, checked, immutable. The one place where keys, defaults and meanings
 * stand.
 */
public final class JobSettings {

    private static final Path RUNTIME_PROPERTIES =
            Path.of("/etc/flink/application_properties.json");

    static final Setting<String> STREAM =
            Setting.required(
                    "kinesis.stream",
                    "the name or ARN of the data stream",
                    text -> {
                        KinesisStream.of(text, Optional.empty(), Optional.empty());
                        return text;
                    });
    static final Setting<String> REGION =
            Setting.optional(
                    "kinesis.region",
                    "the stream's region; else from the ARN, else from AWS's default chain",
                    text -> text);
    static final Setting<URI> ENDPOINT =
            Setting.optional(
                    "kinesis.endpoint",
                    "another endpoint than AWS's own, for an emulator",
                    Readers::endpoint);
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
    static final Setting<String> CONSUMER_NAME =
            Setting.optional(
                    "kinesis.consumer-name",
                    "the name of the registered consumer, with kinesis.reader EFO",
                    text -> text);
    static final Setting<Duration> IDLE_SHARD =
            Setting.of(
                    "kinesis.idle-shard",
                    "1 min",
                    "after how long without a trip a shard no longer holds the watermark back",
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
                    "how far ahead of all others a pickup is trusted at once",
                    Readers::duration);
    static final Setting<Integer> JUMP_CONFIRMATIONS =
            Setting.of(
                    "time.jump-confirmations",
                    "32",
                    "how many further trips ahead confirm a jump",
                    text -> Readers.wholeNumber(text, 0, 10_000));
    static final Setting<Duration> FUTURE_TOLERANCE =
            Setting.of(
                    "time.future-tolerance",
                    "1 h",
                    "how far a pickup may be ahead of the record's arrival",
                    Readers::duration);
    static final Setting<Duration> QUIET_PERIOD =
            Setting.of(
                    "time.quiet-period",
                    "3 h",
                    "after how long without a trip a zone and hour is written, by the wall clock",
                    Readers::positiveDuration);
    static final Setting<String> OUTPUT_PATH =
            Setting.required(
                    "output.path",
                    "where the output goes: s3://bucket/prefix or a local path",
                    JobSettings::outputPath);
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
                    "how many writers of zone_hourly there are; one keeps the files few",
                    text -> Readers.wholeNumber(text, 1, 720));

    static final Setting<Duration> LATE_INTERVAL =
            Setting.of(
                    "output.late-interval",
                    "1 h",
                    "how long late rows are gathered before they are written; 0 s for not at all",
                    Readers::duration);

    /** All settings, in the order in which they are shown. */
    public static final List<Setting<?>> ALL =
            List.of(
                    STREAM,
                    REGION,
                    ENDPOINT,
                    INITIAL_POSITION,
                    READER,
                    CONSUMER_NAME,
                    IDLE_SHARD,
                    MAX_OUT_OF_ORDERNESS,
                    MAX_JUMP,
                    JUMP_CONFIRMATIONS,
                    FUTURE_TOLERANCE,
                    QUIET_PERIOD,
                    OUTPUT_PATH,
                    ARCHIVE,
                    OUTPUT_PARALLELISM,
                    LATE_INTERVAL);

    private enum Reader {
        POLLING,
        EFO;

        static Reader parse(String text) {
            for (Reader reader : values()) {
                if (reader.name().equalsIgnoreCase(text)) {
                    return reader;
                }
            }
            throw new IllegalArgumentException("POLLING or EFO");
        }
    }

    private final SettingValues values;

    private JobSettings(SettingValues values) {
        this.values = values;
    }

    /**
     * Reads the settings: defaults, a file named by {@code --settings}, Managed Flink's runtime
     * properties, {@code --key value}; the later wins.
     *
     * @throws InvalidSettingsException with all problems at once
     */
    public static JobSettings read(String[] args) {
        return read(args, RUNTIME_PROPERTIES);
    }

    static JobSettings read(String[] args, Path runtimeProperties) {
        return new JobSettings(
                SettingValues.read(ALL, args, runtimeProperties, JobSettings::contradictions));
    }

    private static List<String> contradictions(SettingValues values) {
        List<String> contradictions = new ArrayList<>();
        Optional<Reader> reader = values.find(READER);
        boolean isFanOut = reader.isPresent() && reader.get() == Reader.EFO;
        if (reader.isPresent() && isFanOut != values.find(CONSUMER_NAME).isPresent()) {
            contradictions.add(
                    "kinesis.consumer-name goes with kinesis.reader EFO: set both or none");
        }
        try {
            values.find(STREAM)
                    .ifPresent(
                            name ->
                                    KinesisStream.of(
                                            name, values.find(REGION), values.find(ENDPOINT)));
        } catch (IllegalArgumentException e) {
            contradictions.add("kinesis.region and kinesis.stream: " + e.getMessage());
        }
        return contradictions;
    }

    private static String outputPath(String text) {
        if (text.startsWith("s3:") && !text.matches("s3://[^/]+(/.*)?")) {
            throw new IllegalArgumentException("like s3://bucket/prefix");
        }
        return text;
    }

    public KinesisStream stream() {
        return KinesisStream.of(values.get(STREAM), values.find(REGION), values.find(ENDPOINT));
    }

    public StartPosition initialPosition() {
        return values.get(INITIAL_POSITION);
    }

    public ShardReader reader() {
        return values.get(READER) == Reader.EFO
                ? ShardReader.enhancedFanOut(values.get(CONSUMER_NAME))
                : ShardReader.polling();
    }

    public Duration idleShard() {
        return values.get(IDLE_SHARD);
    }

    public EventTimeRules eventTime() {
        return new EventTimeRules(
                values.get(MAX_OUT_OF_ORDERNESS),
                values.get(MAX_JUMP),
                values.get(JUMP_CONFIRMATIONS));
    }

    public Duration futureTolerance() {
        return values.get(FUTURE_TOLERANCE);
    }

    public Duration quietPeriod() {
        return values.get(QUIET_PERIOD);
    }

    public String outputPath() {
        return values.get(OUTPUT_PATH);
    }

    public boolean archive() {
        return values.get(ARCHIVE);
    }

    public int outputParallelism() {
        return values.get(OUTPUT_PARALLELISM);
    }

    public Duration lateInterval() {
        return values.get(LATE_INTERVAL);
    }

    /** Keys and texts as they count, without secrets. */
    public Map<String, String> effective() {
        return values.effective();
    }
}
