package io.github.taxistream;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.connector.KinesisTripSource;
import io.github.taxistream.source.connector.RecordSchema;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Adds up the taxi trips of a Kinesis stream by pickup zone and hour, and writes the totals to S3.
 *
 * <p>Every entry is accounted for: {@code entries = SUM(trips) over zone_hourly + rejected}.
 */
public final class TaxiStreamJob {

    private TaxiStreamJob() {}

    /** Reads the settings, checks the stream and the output, and runs the job. */
    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.read(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Preflight.check(env, settings);
        define(env, settings);
        env.execute("taxi-stream");
    }

    /** Connects the workflow to its real ends: Kinesis and a file system. */
    public static void define(StreamExecutionEnvironment env, JobSettings settings) {
        Path path = new Path(settings.outputPath());
        Outputs outputs =
                new Outputs(
                                ZoneHourParquetSink.under(
                                        path,
                                        Preflight.existingRows(env.getConfiguration(), settings)),
                                settings.outputParallelism(),
                                RejectedSink.under(path),
                                ArchiveSink.under(path))
                        .withLateInterval(settings.lateInterval());
        Workflow.define(
                records(env, settings).name("Kinesis trips").uid("kinesis-trips"),
                settings.quietPeriod(),
                outputs);
    }

    @SuppressWarnings("deprecation") // No newer source de-aggregates and has fan-out.
    private static SingleOutputStreamOperator<TripEnvelope> records(
            StreamExecutionEnvironment env, JobSettings settings) {
        KinesisTripSource source =
                new KinesisTripSource(
                        settings.stream(),
                        settings.initialPosition().decidedAt(Instant.now()),
                        settings.reader(),
                        settings.eventTime(),
                        settings.idleShard(),
                        new RecordSchema(parsers(settings), settings.archive()));
        settings.duplicateHorizon().ifPresent(source::rejectDuplicates);
        return env.addSource(source);
    }

    /** Stages do not know one another, so the source gets its parser here. */
    static EntryParser.Factory parsers(JobSettings settings) {
        Duration futureTolerance = settings.futureTolerance();
        Instants instants = settings.instants();
        if (settings.duplicateHorizon().isEmpty()) {
            return () -> new TripParser(futureTolerance, instants)::parse;
        }
        String id = settings.id().orElse(null);
        return () ->
                TripParser.identifying(futureTolerance, instants, Optional.ofNullable(id))::parse;
    }
}
