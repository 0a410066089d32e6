package io.github.taxistream.support;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.RecordSchema;
import io.github.taxistream.trip.TripEnvelope;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * A stream with an end: records and watermarks on shards, in the order in which they were added.
 * Each subtask plays its shards, like the Kinesis consumer.
 */
public final class PlayedShards {

    private static final long ARRIVAL = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private final List<Step> steps = new ArrayList<>();

    /** A record, or, where it has none, a watermark. */
    private static final class Step implements Serializable {

        private static final long serialVersionUID = 1L;

        private final int shard;
        private final byte[] record;
        private final long watermarkMillis;

        Step(int shard, byte[] record, long watermarkMillis) {
            this.shard = shard;
            this.record = record;
            this.watermarkMillis = watermarkMillis;
        }
    }

    /** Adds a record to a shard. */
    public PlayedShards record(int shard, byte[] record) {
        steps.add(new Step(shard, record, Long.MIN_VALUE));
        return this;
    }

    /** Adds a watermark, which the subtask that reads the shard emits unless it had a later one. */
    public PlayedShards watermark(int shard, long millis) {
        steps.add(new Step(shard, null, millis));
        return this;
    }

    /** The stream, read and parsed by as many subtasks as the environment has. */
    @SuppressWarnings("deprecation") // As the Kinesis consumer is one.
    public DataStream<TripEnvelope> in(StreamExecutionEnvironment env) {
        return env.addSource(new Player(List.copyOf(steps))).uid("played-shards");
    }

    @SuppressWarnings("deprecation")
    private static final class Player extends RichParallelSourceFunction<TripEnvelope>
            implements ResultTypeQueryable<TripEnvelope> {

        private static final long serialVersionUID = 1L;

        private final RecordSchema schema =
                new RecordSchema(() -> new TripParser(Duration.ofHours(1))::parse, false);
        private final ArrayList<Step> steps;

        Player(List<Step> steps) {
            this.steps = new ArrayList<>(steps);
        }

        @Override
        public void open(OpenContext context) {
            schema.open(null);
        }

        @Override
        public void run(SourceContext<TripEnvelope> output) {
            int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            long lastWatermark = Long.MIN_VALUE;
            for (Step step : steps) {
                if (step.shard % subtasks != subtask) {
                    continue;
                }
                synchronized (output.getCheckpointLock()) {
                    if (step.record != null) {
                        for (TripEnvelope entry : parsed(step).entries()) {
                            output.collectWithTimestamp(entry, ARRIVAL);
                        }
                    } else if (step.watermarkMillis > lastWatermark) {
                        lastWatermark = step.watermarkMillis;
                        output.emitWatermark(new Watermark(lastWatermark));
                    }
                }
            }
        }

        private TripEnvelope parsed(Step step) {
            String shard = String.valueOf(step.shard);
            return schema.deserialize(step.record, "key", "1", ARRIVAL, "trips", shard);
        }

        @Override
        public TypeInformation<TripEnvelope> getProducedType() {
            return schema.getProducedType();
        }

        @Override
        public void cancel() {}
    }
}
