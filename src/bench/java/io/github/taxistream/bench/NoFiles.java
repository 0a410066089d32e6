package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.Outputs;
import io.github.taxistream.Workflow;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Ours with its rows thrown away, to tell what the files cost. */
final class NoFiles implements FlinkWork.Job {

    @Override
    public void define(StreamExecutionEnvironment env, Path output) {
        JobSettings settings = OurJob.settings(output);
        Workflow.define(
                OurJob.records(env, settings),
                settings.quietPeriod(),
                Outputs.of(new DiscardingSink<>(), new DiscardingSink<>(), new DiscardingSink<>()));
    }
}
