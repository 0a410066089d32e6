package io.github.taxistream.source.connector;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;

/**
 * A Kinesis that plays one subscription from a script, an event each time that it is asked for one,
 * and is silent after the last.
 */
final class PlayedSubscription implements KinesisProxyAsyncV2Interface {

    private final Queue<SubscribeToShardEvent> events = new ArrayDeque<>();
    private Throwable failure;

    /** Then come records. */
    PlayedSubscription records(int count, long millisBehind) {
        Record record =
                Record.builder()
                        .data(SdkBytes.fromUtf8String("{}"))
                        .partitionKey("key")
                        .sequenceNumber("1")
                        .approximateArrivalTimestamp(Instant.EPOCH)
                        .build();
        Record[] records = new Record[count];
        Arrays.fill(records, record);
        events.add(event(millisBehind).continuationSequenceNumber("1").records(records).build());
        return this;
    }

    /** Then comes an event without records. */
    PlayedSubscription nothing(long millisBehind) {
        events.add(event(millisBehind).continuationSequenceNumber("1").build());
        return this;
    }

    /** Then the shard has ended. */
    PlayedSubscription endOfShard() {
        events.add(event(0).build());
        return this;
    }

    /** Then the subscription breaks. */
    PlayedSubscription failure(Throwable cause) {
        failure = cause;
        return this;
    }

    private static SubscribeToShardEvent.Builder event(long millisBehind) {
        return SubscribeToShardEvent.builder()
                .millisBehindLatest(millisBehind)
                .records(new Record[0]);
    }

    @Override
    public CompletableFuture<Void> subscribeToShard(
            SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
        handler.onEventStream(
                SdkPublisher.adapt(subscriber -> subscriber.onSubscribe(playTo(subscriber))));
        return new CompletableFuture<>();
    }

    private Subscription playTo(Subscriber<? super SubscribeToShardEventStream> subscriber) {
        return new Subscription() {
            @Override
            public void request(long count) {
                if (!events.isEmpty()) {
                    subscriber.onNext(events.remove());
                } else if (failure != null) {
                    subscriber.onError(failure);
                }
            }

            @Override
            public void cancel() {
                // Nothing more comes anyway.
            }
        };
    }

    @Override
    public void close() {
        // Says nothing to its subscribers, as the SDK's client.
    }
}
