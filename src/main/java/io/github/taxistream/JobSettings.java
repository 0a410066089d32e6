package io.github.taxistream;

import io.github.taxistream.settings.InvalidSettingsException;
import io.github.taxistream.settings.Setting;
import io.github.taxistream.settings.SettingValues;
import io.github.taxistream.source.clock.EventTimeRules;
import io.github.taxistream.source.connector.KinesisStream;
import io.github.taxistream.source.connector.ShardReader;
import io.github.taxistream.source.connector.StartPosition;
import io.github.taxistream.trip.Instants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job's settings: typed, checked, immutable. {@link SettingKeys} says what each means. */
public final class JobSettings {

    private static final Path RUNTIME_PROPERTIES =
            Path.of("/etc/flink/application_properties.json");

    /** All settings, in the order in which they are shown. */
    public static final List<Setting<?>> ALL = SettingKeys.ALL;

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
        Optional<SettingKeys.Reader> reader = values.find(SettingKeys.READER);
        boolean isFanOut = reader.isPresent() && reader.get() == SettingKeys.Reader.EFO;
        if (reader.isPresent() && isFanOut != values.find(SettingKeys.CONSUMER_NAME).isPresent()) {
            contradictions.add(
                    "kinesis.consumer-name goes with kinesis.reader EFO: set both or none");
        }
        try {
            values.find(SettingKeys.STREAM)
                    .ifPresent(
                            name ->
                                    KinesisStream.of(
                                            name,
                                            values.find(SettingKeys.REGION),
                                            values.find(SettingKeys.ENDPOINT)));
        } catch (IllegalArgumentException e) {
            contradictions.add("kinesis.region and kinesis.stream: " + e.getMessage());
        }
        return contradictions;
    }

    public KinesisStream stream() {
        KinesisStream stream =
                KinesisStream.of(
                        values.get(SettingKeys.STREAM),
                        values.find(SettingKeys.REGION),
                        values.find(SettingKeys.ENDPOINT));
        return values.find(SettingKeys.ROLE).map(stream::readAs).orElse(stream);
    }

    public StartPosition initialPosition() {
        return values.get(SettingKeys.INITIAL_POSITION);
    }

    public ShardReader reader() {
        return values.get(SettingKeys.READER) == SettingKeys.Reader.EFO
                ? ShardReader.enhancedFanOut(values.get(SettingKeys.CONSUMER_NAME))
                : ShardReader.polling(pollInterval());
    }

    /**
     * At most half of the time after which a shard counts as idle: between two polls nobody knows
     * whether it has trips.
     */
    Duration pollInterval() {
        Duration most = idleShard().dividedBy(2);
        Duration interval = values.get(SettingKeys.POLL_INTERVAL);
        return interval.compareTo(most) < 0 ? interval : most;
    }

    public Duration idleShard() {
        return values.get(SettingKeys.IDLE_SHARD);
    }

    public EventTimeRules eventTime() {
        return new EventTimeRules(
                values.get(SettingKeys.MAX_OUT_OF_ORDERNESS),
                values.get(SettingKeys.MAX_JUMP),
                values.get(SettingKeys.JUMP_CONFIRMATIONS));
    }

    public Duration futureTolerance() {
        return values.get(SettingKeys.FUTURE_TOLERANCE);
    }

    public Instants instants() {
        return values.get(SettingKeys.INSTANTS);
    }

    public Duration quietPeriod() {
        return values.get(SettingKeys.QUIET_PERIOD);
    }

    /** How long after a trip a repetition of it is rejected; empty if repetitions are kept. */
    public Optional<Duration> duplicateHorizon() {
        return values.get(SettingKeys.DUPLICATES) == SettingKeys.Duplicates.REJECT
                ? Optional.of(values.get(SettingKeys.DUPLICATE_HORIZON))
                : Optional.empty();
    }

    /** The name of the member that is a trip's id. */
    public Optional<String> id() {
        return values.find(SettingKeys.ID);
    }

    public String outputPath() {
        return values.get(SettingKeys.OUTPUT_PATH);
    }

    /** Whether the rows of another run may stay, and new ones are added to them. */
    public boolean addsToExistingOutput() {
        return values.get(SettingKeys.EXISTING) == SettingKeys.Existing.ADD;
    }

    public boolean archive() {
        return values.get(SettingKeys.ARCHIVE);
    }

    public int outputParallelism() {
        return values.get(SettingKeys.OUTPUT_PARALLELISM);
    }

    public Duration lateInterval() {
        return values.get(SettingKeys.LATE_INTERVAL);
    }

    /** The keys and the texts that are in effect, without secrets. */
    public Map<String, String> effective() {
        return values.effective();
    }
}
