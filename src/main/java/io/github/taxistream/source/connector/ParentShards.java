package io.github.taxistream.source.connector;

import io.github.taxistream.source.duplicate.DuplicateCheck;
import io.github.taxistream.source.duplicate.EntryPlace;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * Reads again the last records of the shards that a new shard was split or merged from: a trip in
 * one of them may be sent again to the new shard.
 *
 * <p>Another subtask may read those shards, and may be far behind. So the records come from
 * Kinesis, not from that subtask: the shards are closed and do not change.
 */
@SuppressWarnings("JavaUtilDate") // The client's interface.
final class ParentShards {

    /** A shard is not split more often than this within a horizon. */
    private static final int GENERATIONS = 4;

    private static final int MOST_RECORDS = 10_000;
    private static final int EMPTY_READS = 5;

    private final KinesisProxyInterface kinesis;
    private final KinesisDeserializationSchema<TripEnvelope> schema;
    private final boolean isEmulated;
    private final Duration horizon;
    private final Optional<Instant> start;

    /**
     * @param horizon how long before the new shard's first record
     * @param start where the job began, if not at the beginning of the stream: earlier records were
     *     not counted
     */
    ParentShards(
            KinesisProxyInterface kinesis,
            KinesisDeserializationSchema<TripEnvelope> schema,
            boolean isEmulated,
            Duration horizon,
            Optional<Instant> start) {
        this.kinesis = kinesis;
        this.schema = schema;
        this.isEmulated = isEmulated;
        this.horizon = horizon;
        this.start = start;
    }

    /**
     * Adds the trips that arrived in the shard's parents within the horizon before its first
     * record.
     */
    void addTo(DuplicateCheck duplicates, StreamShardHandle child) throws Exception {
        if (child.getShard().getParentShardId() == null) {
            return;
        }
        schema.open(null);
        List<StreamShardHandle> parents = new ArrayList<>();
        collect(child, list(child.getStreamName()), parents, GENERATIONS);
        long from =
                Math.max(
                        firstArrival(child) - horizon.toMillis(),
                        start.map(Instant::toEpochMilli).orElse(0L) - 1);
        // The oldest first.
        Collections.reverse(parents);
        for (StreamShardHandle parent : parents) {
            read(parent, from, duplicates, child);
        }
    }

    private List<StreamShardHandle> list(String stream) throws InterruptedException {
        GetShardListResult shards = kinesis.getShardList(Collections.singletonMap(stream, null));
        return shards.getRetrievedShardListOfStream(stream);
    }

    /** Shards whose records have all expired are no longer listed. */
    private static void collect(
            StreamShardHandle child,
            List<StreamShardHandle> listed,
            List<StreamShardHandle> parents,
            int generations) {
        Shard shard = child.getShard();
        for (StreamShardHandle candidate : listed) {
            String id = candidate.getShard().getShardId();
            boolean isParent =
                    id.equals(shard.getParentShardId())
                            || id.equals(shard.getAdjacentParentShardId());
            if (isParent && generations > 0 && !parents.contains(candidate)) {
                parents.add(candidate);
                collect(candidate, listed, parents, generations - 1);
            }
        }
    }

    private long firstArrival(StreamShardHandle child) throws InterruptedException {
        String iterator = kinesis.getShardIterator(child, "TRIM_HORIZON", null);
        for (int i = 0; i < EMPTY_READS && iterator != null; i++) {
            GetRecordsResult read = kinesis.getRecords(iterator, 1);
            for (Record record : read.getRecords()) {
                return record.getApproximateArrivalTimestamp().getTime();
            }
            iterator = read.getNextShardIterator();
        }
        return System.currentTimeMillis();
    }

    private void read(
            StreamShardHandle parent,
            long fromMillis,
            DuplicateCheck duplicates,
            StreamShardHandle child)
            throws InterruptedException, IOException {
        // An emulator takes whole seconds, and may not respond for a shard without later records.
        String iterator =
                isEmulated
                        ? kinesis.getShardIterator(parent, "TRIM_HORIZON", null)
                        : kinesis.getShardIterator(parent, "AT_TIMESTAMP", new Date(fromMillis));
        while (iterator != null) {
            GetRecordsResult read = kinesis.getRecords(iterator, MOST_RECORDS);
            for (UserRecord record :
                    new RecordBatch(read.getRecords(), parent, 0L).getDeaggregatedRecords()) {
                if (record.getApproximateArrivalTimestamp().getTime() > fromMillis) {
                    add(record, parent, duplicates, child);
                }
            }
            iterator = read.getNextShardIterator();
        }
    }

    private void add(
            UserRecord record,
            StreamShardHandle parent,
            DuplicateCheck duplicates,
            StreamShardHandle child)
            throws IOException {
        byte[] bytes = new byte[record.getData().remaining()];
        record.getData().get(bytes);
        String parentId = parent.getShard().getShardId();
        TripEnvelope entry =
                schema.deserialize(
                        bytes,
                        record.getPartitionKey(),
                        record.getSequenceNumber(),
                        record.getApproximateArrivalTimestamp().getTime(),
                        parent.getStreamName(),
                        parentId);
        int index = (int) record.getSubSequenceNumber();
        for (TripEnvelope next : entry.entries()) {
            duplicates.check(
                    next,
                    child.getShard().getShardId(),
                    parent.getStreamName(),
                    new EntryPlace(parentId, record.getSequenceNumber(), index++));
        }
    }
}
