package io.github.taxistream.support;

import io.github.taxistream.parse.TripParser;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.TripEnvelope;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

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
    public DataStream<TripEnvelope> in(StreamExecutionEnvironment env) {
        return env.fromSequence(0, env.getParallelism() - 1)
                .partitionCustom(new ToItsSubtask(), new ToItsSubtask())
                .transform("played shards", ValueType.TRIP_ENVELOPE, new Player(steps))
                .uid("played-shards");
    }

    /** Sends each subtask its own number. */
    private static final class ToItsSubtask implements KeySelector<Long, Long>, Partitioner<Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long getKey(Long number) {
            return number;
        }

        @Override
        public int partition(Long number, int subtasks) {
            return (int) (number % subtasks);
        }
    }

    /** Plays the shards of its subtask when that begins, as an element with its number. */
    private static final class Player extends AbstractStreamOperator<TripEnvelope>
            implements OneInputStreamOperator<Long, TripEnvelope> {

        private static final long serialVersionUID = 1L;

        private final ArrayList<Step> steps;
        private transient TripParser parser;

        Player(List<Step> steps) {
            this.steps = new ArrayList<>(steps);
        }

        @Override
        public void open() throws Exception {
            super.open();
            parser = new TripParser(Duration.ofHours(1));
        }

        @Override
        public void processElement(StreamRecord<Long> element) {
            int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            long lastWatermark = Long.MIN_VALUE;
            for (Step step : steps) {
                if (step.shard % subtasks != element.getValue()) {
                    continue;
                }
                if (step.record != null) {
                    for (TripEnvelope entry : parsed(step).entries()) {
                        output.collect(new StreamRecord<>(entry, ARRIVAL));
                    }
                } else if (step.watermarkMillis > lastWatermark) {
                    lastWatermark = step.watermarkMillis;
                    output.emitWatermark(new Watermark(lastWatermark));
                }
            }
        }

        /** Only the last watermark, of the end: the others are played. */
        @Override
        public void processWatermark(Watermark watermark) {
            if (watermark.equals(Watermark.MAX_WATERMARK)) {
                output.emitWatermark(watermark);
            }
        }

        private TripEnvelope parsed(Step step) {
            return parser.parse(step.record, ARRIVAL, "trips", String.valueOf(step.shard), "1");
        }
    }
}
