package io.github.taxistream.source;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;

/** The shards that one source subtask reads by enhanced fan-out; none when it polls. */
final class FanOutShards {

    private final Map<String, FanOutShard> shards = new ConcurrentHashMap<>();

    FanOutShard shard(String shardId) {
        return shards.computeIfAbsent(shardId, id -> new FanOutShard());
    }

    /** The connector's client, with each shard listening to what comes of its subscription. */
    KinesisProxyAsyncV2Interface listenTo(KinesisProxyAsyncV2Interface client) {
        return new KinesisProxyAsyncV2Interface() {
            @Override
            public CompletableFuture<Void> subscribeToShard(
                    SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
                return client.subscribeToShard(
                        request, shard(request.shardId()).listenBefore(handler));
            }

            @Override
            public void close() {
                // The connector would wait 35 s for events that cannot come any more.
                shards.values().forEach(FanOutShard::endSubscription);
                client.close();
            }
        };
    }
}
