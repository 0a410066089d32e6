package io.github.taxistream.source.connector;

import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.fanout.FanOutShard;
import io.github.taxistream.source.fanout.FanOutShards;
import java.math.BigInteger;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/**
 * Kinesis for the shards of one source subtask: records pass an {@link AggregateGuard}, and
 * subscriptions are listened to.
 */
final class GuardedKinesis {

    private final KinesisClients clients;
    private final AggregateGuard aggregates = new AggregateGuard();
    private final FanOutShards fanOut = new FanOutShards();
    private final Map<String, UnaryOperator<SubscribeToShardEventStream>> guards =
            new ConcurrentHashMap<>();

    private KinesisProxyInterface shared;

    GuardedKinesis(KinesisClients clients) {
        this.clients = clients;
    }

    /**
     * A client for one shard, which shares its connections with all others. The connector would
     * make one for each, which takes some 10 ms of CPU and 40 kB of heap with its first request,
     * and on AWS a TLS handshake.
     */
    synchronized KinesisProxyInterface polling(Properties properties) {
        if (shared == null) {
            shared = clients.polling(properties);
        }
        return new GuardedProxy(shared, aggregates);
    }

    /** A client that subscribes to shards, once {@link #subscribed} was called for each. */
    KinesisProxyAsyncV2Interface subscribing(Properties properties) {
        return new ListeningClient(clients.subscribing(properties), fanOut, guards::get);
    }

    /** A shard that is about to be read from a position, and may be subscribed to. */
    FanOutShard subscribed(StreamShardHandle shard, SequenceNumber position) {
        String shardId = shard.getShard().getShardId();
        AggregateGuard.OfShard guard = guardOf(shard, aggregates);
        if (position.isAggregated()) {
            guard.leave(position.getSequenceNumber());
        }
        guards.put(shardId, new GuardedEvents(guard));
        return fanOut.shard(shardId);
    }

    /** The shard with this id. */
    FanOutShard subscribed(String shardId) {
        return fanOut.shard(shardId);
    }

    /** How many records were in aggregates of another shard. */
    long misplaced() {
        return aggregates.misplaced();
    }

    static AggregateGuard.OfShard guardOf(StreamShardHandle shard, AggregateGuard aggregates) {
        HashKeyRange keys = shard.getShard().getHashKeyRange();
        return aggregates.ofShard(
                new BigInteger(keys.getStartingHashKey()), new BigInteger(keys.getEndingHashKey()));
    }
}
