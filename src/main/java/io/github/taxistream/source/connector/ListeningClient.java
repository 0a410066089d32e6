package io.github.taxistream.source.connector;

import io.github.taxistream.source.fanout.FanOutShards;
import io.github.taxistream.source.fanout.FanOutSubscription;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;

/** The connector's client, with each shard listening to the events of its subscription. */
final class ListeningClient implements KinesisProxyAsyncV2Interface {

    private final KinesisProxyAsyncV2Interface client;
    private final FanOutShards shards;
    private final Function<String, UnaryOperator<SubscribeToShardEventStream>> guards;

    /**
     * @param guards by the id of a shard: turns each of its events into the one that everybody else
     *     gets
     */
    ListeningClient(
            KinesisProxyAsyncV2Interface client,
            FanOutShards shards,
            Function<String, UnaryOperator<SubscribeToShardEventStream>> guards) {
        this.client = client;
        this.shards = shards;
        this.guards = guards;
    }

    @Override
    public CompletableFuture<Void> subscribeToShard(
            SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
        FanOutSubscription subscription = shards.shard(request.shardId()).subscribe();
        return client.subscribeToShard(
                request,
                new ListeningHandler(handler, guards.apply(request.shardId()), subscription));
    }

    @Override
    public void close() {
        // Otherwise the connector waits 35 s for events that can no longer come.
        shards.endSubscriptions();
        client.close();
    }
}
