package io.github.taxistream.support;

import io.github.taxistream.local.LocalStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The streams of a local Kinesis, as any client reads them. */
public final class StreamRecords implements AutoCloseable {

    private final KinesisClient client;

    public StreamRecords(URI endpoint) {
        client = LocalStream.client(endpoint);
    }

    /** The client, for anything else than reading. */
    public KinesisClient client() {
        return client;
    }

    /** The shards of a stream, closed ones included. */
    public List<Shard> shards(String stream) {
        return client.listShards(l -> l.streamName(stream)).shards();
    }

    /** All records of a shard. */
    public List<Record> of(String stream, Shard shard) {
        List<Record> records = new ArrayList<>();
        String iterator =
                client.getShardIterator(
                                g ->
                                        g.streamName(stream)
                                                .shardId(shard.shardId())
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        // A page may be empty although more records follow it.
        int emptyPages = 0;
        while (iterator != null && emptyPages < 5) {
            String from = iterator;
            GetRecordsResponse page = client.getRecords(g -> g.shardIterator(from));
            records.addAll(page.records());
            emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
            iterator = page.nextShardIterator();
        }
        return records;
    }

    @Override
    public void close() {
        client.close();
    }
}
