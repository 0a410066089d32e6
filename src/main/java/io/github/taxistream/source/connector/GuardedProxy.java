package io.github.taxistream.source.connector;

import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.aggregate.AggregateSeal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ShardIteratorType;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/**
 * The connector's client, with an {@link AggregateGuard} over its records. The connector creates
 * one for each shard, and first asks it for the shard's iterator.
 */
final class GuardedProxy implements KinesisProxyInterface {

    private final KinesisProxyInterface client;
    private final AggregateGuard aggregates;
    private AggregateGuard.OfShard guard;

    /** The aggregate that a savepoint is in the midst of, until it is read; else empty. */
    private String begun = "";

    GuardedProxy(KinesisProxyInterface client, AggregateGuard aggregates) {
        this.client = client;
        this.aggregates = aggregates;
    }

    @Override
    public String getShardIterator(StreamShardHandle shard, String type, Object start)
            throws InterruptedException {
        guard = GuardedKinesis.guardOf(shard, aggregates);
        if (type.equals(ShardIteratorType.AT_SEQUENCE_NUMBER.name())) {
            begun = start.toString();
        }
        if (begun.isEmpty()) {
            return client.getShardIterator(shard, type, start);
        }
        // If the first iterator expires unread, the connector would go on after the aggregate.
        guard.leave(begun);
        return client.getShardIterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER.name(), begun);
    }

    @Override
    public GetRecordsResult getRecords(String iterator, int most) throws InterruptedException {
        GetRecordsResult response = client.getRecords(iterator, most);
        List<Record> records = response.getRecords();
        begun = records.isEmpty() ? begun : "";
        records.replaceAll(this::guarded);
        return response;
    }

    private Record guarded(Record record) {
        ByteBuffer data = record.getData();
        byte[] bytes = data.array();
        int from = data.arrayOffset() + data.position();
        int to = data.arrayOffset() + data.limit();
        return guard.seal(record.getSequenceNumber(), bytes, from, to)
                .map(seal -> record.withData(sealed(bytes, from, to)).withPartitionKey(seal))
                .orElse(record);
    }

    /** A slice, as the connector rewinds buffers to where their array begins. */
    private static ByteBuffer sealed(byte[] bytes, int from, int to) {
        int start = from + AggregateSeal.missingBytes();
        return ByteBuffer.wrap(bytes, start, to - start).slice();
    }

    @Override
    public GetShardListResult getShardList(Map<String, String> lastSeenShardIds)
            throws InterruptedException {
        return client.getShardList(lastSeenShardIds);
    }
}
