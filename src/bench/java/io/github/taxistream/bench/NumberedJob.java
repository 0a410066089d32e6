package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import io.github.taxistream.sink.ArchiveSink;
import io.github.taxistream.sink.RejectedSink;
import io.github.taxistream.sink.ZoneHourParquetSink;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ours over trips of which no two are alike, with what is to become of duplicates. */
final class NumberedJob implements FlinkWork.Job {

    private final List<String> duplicates;

    /**
     * @param duplicates the settings of duplicates
     */
    NumberedJob(String... duplicates) {
        this.duplicates = List.of(duplicates);
    }

    @Override
    @SuppressWarnings("deprecation") // The Kinesis consumer is a SourceFunction.
    public void define(StreamExecutionEnvironment env, Path output) {
        List<String> arguments = new ArrayList<>(duplicates);
        arguments.addAll(List.of("--kinesis.stream", "trips", "--output.path", output.toString()));
        JobSettings settings = JobSettings.read(arguments.toArray(String[]::new));
        Workflow.define(
                env.addSource(NumberedSource.of(settings)),
                settings.quietPeriod(),
                Outputs.of(
                        ZoneHourParquetSink.under(output),
                        RejectedSink.under(output),
                        ArchiveSink.under(output)));
    }
}
