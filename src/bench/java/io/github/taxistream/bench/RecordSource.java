package io.github.taxistream.bench;

import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * A stream that is already full, in memory, with a shard for each subtask: gives records as the
 * Kinesis consumer does, each one copied out of the answer, deserialized, and then emitted under
 * the checkpoint lock.
 */
@SuppressWarnings("deprecation") // As the Kinesis consumer is one.
class RecordSource<T> extends RichParallelSourceFunction<T> implements ResultTypeQueryable<T> {

    /** Later than all trips, so that none is rejected as from the future. */
    static final long ARRIVAL_MILLIS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private static final long serialVersionUID = 1L;

    /** How many records the consumer gets at most with one GetRecords. */
    private static final int BATCH = 10_000;

    private final KinesisDeserializationSchema<T> schema;
    private volatile boolean isRunning = true;

    RecordSource(KinesisDeserializationSchema<T> schema) {
        this.schema = schema;
    }

    /** Where the records of one subtask go. */
    interface Output<T> {

        /** Emits one record, at the latest with {@link #wasRead}. */
        void emit(T value, long arrivalMillis);

        /** An answer with so many records is done. */
        void wasRead(int records);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        schema.open(null);
    }

    @Override
    public void run(SourceContext<T> context) throws Exception {
        TripRecords records = TripRecords.loaded();
        Output<T> output = output(context);
        int step = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int count = records.count();
        int batch = 0;
        Stopwatch.start();
        for (int i = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
                i < count && isRunning;
                i += step) {
            long arrivalMillis = arrivalMillis(i);
            T value =
                    schema.deserialize(
                            record(records, i), "key", "1", arrivalMillis, "trips", "shard");
            output.emit(value, arrivalMillis);
            if (++batch == BATCH) {
                output.wasRead(batch);
                batch = 0;
            }
        }
        if (batch > 0) {
            output.wasRead(batch);
        }
    }

    /** The record that is given at this place. */
    byte[] record(TripRecords records, int place) {
        return records.at(place);
    }

    /** When it arrived, in milliseconds since 1970 UTC. */
    long arrivalMillis(int place) {
        return ARRIVAL_MILLIS;
    }

    /** For a source that leaves event time to what follows it. */
    Output<T> output(SourceContext<T> context) {
        return new Output<>() {
            @Override
            public void emit(T value, long arrivalMillis) {
                synchronized (context.getCheckpointLock()) {
                    context.collectWithTimestamp(value, arrivalMillis);
                }
            }

            @Override
            public void wasRead(int records) {}
        };
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return schema.getProducedType();
    }

    @Override
    public void cancel() {
        isRunning = false;
    }
}
