package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ours: the job itself, with its default settings, from bytes to Parquet files. */
final class OurJob implements FlinkWork.Job {

    @Override
    public void define(StreamExecutionEnvironment env, Path output) {
        JobSettings settings = settings(output);
        Workflow.define(
                records(env, settings),
                settings.quietPeriod(),
                Outputs.of(
                        ZoneHourParquetSink.under(output),
                        RejectedSink.under(output),
                        ArchiveSink.under(output)));
    }

    static JobSettings settings(Path output) {
        return JobSettings.read(
                new String[] {"--kinesis.stream", "trips", "--output.path", output.toString()});
    }

    @SuppressWarnings("deprecation") // The Kinesis consumer is a SourceFunction.
    static DataStream<TripEnvelope> records(StreamExecutionEnvironment env, JobSettings settings) {
        return env.addSource(
                new OurSource(
                        settings.futureTolerance(), settings.eventTime(), settings.idleShard()));
    }
}
