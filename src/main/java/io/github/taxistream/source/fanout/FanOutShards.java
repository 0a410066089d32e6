package io.github.taxistream.source.fanout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shards that one source subtask reads by enhanced fan-out; none when it polls. */
public final class FanOutShards {

    private final Map<String, FanOutShard> shards = new ConcurrentHashMap<>();

    /** The shard of this id. */
    public FanOutShard shard(String shardId) {
        return shards.computeIfAbsent(shardId, id -> new FanOutShard());
    }

    /** Ends all subscriptions: no event can come any more. */
    public void endSubscriptions() {
        shards.values().forEach(FanOutShard::endSubscription);
    }
}
