package io.github.taxistream;

import io.github.taxistream.parse.TripDeserializationSchema;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.OutputCheck;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.source.KinesisTripSource;
import io.github.taxistream.source.StreamCheck;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.window.LateTripCounter;
import io.github.taxistream.window.ZoneHourCombiner;
import io.github.taxistream.window.ZoneHourWindow;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up the taxi trips of a Kinesis stream by pickup zone and hour, and writes the totals to S3.
 *
 * <p>Every record is accounted for: {@code records = SUM(trips) over zone_hourly + rejected}.
 */
public final class TaxiStreamJob {

    private static final Logger LOG = LoggerFactory.getLogger(TaxiStreamJob.class);

    private static final ConfigOption<String> S3_ENDPOINT =
            ConfigOptions.key("s3.endpoint").stringType().defaultValue("AWS");

    private TaxiStreamJob() {}

    /** Reads the settings, sees that stream and output are there, and runs the job. */
    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.read(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        requireEnds(env, settings);
        define(env, settings);
        env.execute("taxi-stream");
    }

    /**
     * Sees that the stream can be read and the output written.
     *
     * @throws IllegalStateException with a sentence that names what is wrong, within a minute
     */
    public static void requireEnds(StreamExecutionEnvironment env, JobSettings settings) {
        settings.effective().forEach((key, text) -> LOG.info("setting {} = {}", key, text));
        warnOfCheckpoints(env.getCheckpointConfig());
        StreamCheck.requireReadable(settings.stream());
        OutputCheck.requireWritable(
                new Path(settings.outputPath()), env.getConfiguration().get(S3_ENDPOINT));
    }

    private static void warnOfCheckpoints(CheckpointConfig checkpoints) {
        if (!checkpoints.isCheckpointingEnabled()) {
            LOG.warn(
                    "Checkpoints are off, and files become visible at checkpoints only: set"
                            + " execution.checkpointing.interval, to 1 min say.");
        } else if (checkpoints.getCheckpointingConsistencyMode()
                != CheckpointingMode.EXACTLY_ONCE) {
            LOG.warn(
                    "Rows may be written twice after a failure: set execution.checkpointing.mode to"
                            + " EXACTLY_ONCE.");
        }
    }

    /** Puts the job together between its real ends: Kinesis and a file system. */
    public static void define(StreamExecutionEnvironment env, JobSettings settings) {
        DataStream<TripEnvelope> records =
                records(env, settings).name("Kinesis trips").uid("kinesis-trips");
        Path output = new Path(settings.outputPath());
        defineWorkflow(
                records, settings, ZoneHourParquetSink.under(output), RejectedSink.under(output));
        // Always there, so that a savepoint fits whether the archive is on or off.
        boolean archive = settings.archive();
        records.filter(record -> archive)
                .name("to be archived")
                .uid("to-be-archived")
                .sinkTo(ArchiveSink.under(output))
                .name("archive")
                .uid("archive");
    }

    /** The whole of what happens between a stream and its output. */
    public static void defineWorkflow(
            DataStream<TripEnvelope> records,
            JobSettings settings,
            Sink<ZoneHour> zoneHourly,
            Sink<TripEnvelope> rejected) {
        records.filter(envelope -> !envelope.isTrip())
                .name("rejected only")
                .uid("rejected-only")
                .sinkTo(rejected)
                .name("rejected")
                .uid("rejected");

        DataStream<ZoneHour> partials =
                records.transform(
                                "add up before the network",
                                ValueType.ZONE_HOUR,
                                new ZoneHourCombiner())
                        .uid("combiner");

        SingleOutputStreamOperator<ZoneHour> rows =
                ZoneHourWindow.rows(partials, settings.quietPeriod())
                        .name("add up by zone and hour")
                        .uid("zone-hour-window");

        DataStream<ZoneHour> lateRows =
                rows.getSideOutput(ZoneHourWindow.LATE_ROWS)
                        .map(new LateTripCounter())
                        .returns(ValueType.ZONE_HOUR)
                        .name("late rows")
                        .uid("late-rows");

        rows.union(lateRows)
                .sinkTo(zoneHourly)
                .setParallelism(settings.outputParallelism())
                .name("zone_hourly")
                .uid("zone-hourly");
    }

    @SuppressWarnings("deprecation") // No newer source de-aggregates and has fan-out.
    private static SingleOutputStreamOperator<TripEnvelope> records(
            StreamExecutionEnvironment env, JobSettings settings) {
        return env.addSource(
                new KinesisTripSource(
                        settings.stream(),
                        settings.initialPosition().decidedAt(Instant.now()),
                        settings.reader(),
                        settings.eventTime(),
                        settings.idleShard(),
                        new TripDeserializationSchema(
                                settings.futureTolerance(), settings.archive())));
    }
}
