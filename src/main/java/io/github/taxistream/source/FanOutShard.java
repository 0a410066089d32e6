package io.github.taxistream.source;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;

/**
 * What the subscription to a shard tells beside its records, which the connector keeps to itself.
 *
 * <p>Two things. It throws events without records away, though they say that the shard is at its
 * tip: without them an empty shard would never count as read. And when the consumer is deregistered
 * under a subscription, it takes the shard for one that has ended, and never reads it again; but to
 * deregister the consumer is the first thing that it does itself when the job is stopped, before
 * the savepoint is taken.
 *
 * <p>Events come on a thread of the client, batches are read on one of the connector.
 */
final class FanOutShard {

    private Optional<FanOutSubscription> subscription = Optional.empty();
    private volatile UnaryOperator<SubscribeToShardEventStream> inspection =
            UnaryOperator.identity();

    /** What each event becomes before the connector gets it. */
    void inspect(UnaryOperator<SubscribeToShardEventStream> newInspection) {
        inspection = newInspection;
    }

    /** The handler of a new subscription, with this shard listening before it. */
    SubscribeToShardResponseHandler listenBefore(SubscribeToShardResponseHandler handler) {
        FanOutSubscription next = new FanOutSubscription();
        synchronized (this) {
            subscription = Optional.of(next);
        }
        return new SubscribeToShardResponseHandler() {
            @Override
            public void responseReceived(SubscribeToShardResponse response) {
                handler.responseReceived(response);
            }

            @Override
            public void onEventStream(SdkPublisher<SubscribeToShardEventStream> events) {
                handler.onEventStream(
                        SdkPublisher.adapt(
                                subscriber ->
                                        events.map(inspection)
                                                .subscribe(next.listenBefore(subscriber))));
            }

            @Override
            public void exceptionOccurred(Throwable failure) {
                handler.exceptionOccurred(failure);
            }

            @Override
            public void complete() {
                handler.complete();
            }
        };
    }

    /** Takes note that a batch of records was processed. */
    void wasRead() {
        current().ifPresent(FanOutSubscription::wasRead);
    }

    /**
     * Whether the shard was at its tip by the last event, if that had no records, all before it
     * were processed, and it was not asked for yet.
     */
    Optional<Boolean> takeEmptyEvent() {
        return current().flatMap(FanOutSubscription::takeEmptyEvent);
    }

    /** How a subscription has ended, given how the connector says it has. */
    RecordPublisherRunResult outcome(RecordPublisherRunResult told) {
        boolean isEndOfShard = current().map(FanOutSubscription::wasReadToTheEnd).orElse(true);
        return told == RecordPublisherRunResult.COMPLETE && !isEndOfShard
                ? RecordPublisherRunResult.INCOMPLETE
                : told;
    }

    /** Tells the connector that no more will come of the subscription. */
    void endSubscription() {
        current().ifPresent(FanOutSubscription::end);
    }

    private synchronized Optional<FanOutSubscription> current() {
        return subscription;
    }
}
