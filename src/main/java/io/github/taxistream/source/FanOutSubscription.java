package io.github.taxistream.source;

import java.util.Optional;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;

/** One subscription to a shard, which Kinesis ends after five minutes. */
final class FanOutSubscription {

    private Optional<Subscriber<? super SubscribeToShardEventStream>> subscriber = Optional.empty();
    private int unreadBatches;
    private Optional<Boolean> emptyEvent = Optional.empty();
    private boolean hasEndOfShard;

    /** Takes note of each event before the subscriber gets it. */
    synchronized Subscriber<SubscribeToShardEventStream> listenBefore(
            Subscriber<? super SubscribeToShardEventStream> next) {
        subscriber = Optional.of(next);
        return new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                next.onSubscribe(subscription);
            }

            @Override
            public void onNext(SubscribeToShardEventStream event) {
                if (event instanceof SubscribeToShardEvent) {
                    observe((SubscribeToShardEvent) event);
                }
                next.onNext(event);
            }

            @Override
            public void onError(Throwable failure) {
                next.onError(failure);
            }

            @Override
            public void onComplete() {
                next.onComplete();
            }
        };
    }

    private synchronized void observe(SubscribeToShardEvent event) {
        hasEndOfShard = event.continuationSequenceNumber() == null;
        if (event.records().isEmpty()) {
            Long millisBehind = event.millisBehindLatest();
            emptyEvent = Optional.of(millisBehind == null || millisBehind == 0);
        } else {
            emptyEvent = Optional.empty();
            unreadBatches++;
        }
    }

    synchronized void wasRead() {
        unreadBatches--;
    }

    synchronized Optional<Boolean> takeEmptyEvent() {
        if (unreadBatches > 0) {
            return Optional.empty();
        }
        Optional<Boolean> taken = emptyEvent;
        emptyEvent = Optional.empty();
        return taken;
    }

    synchronized boolean wasReadToTheEnd() {
        return hasEndOfShard && unreadBatches == 0;
    }

    /** Not under the lock: the connector may let it wait. */
    void end() {
        Optional<Subscriber<? super SubscribeToShardEventStream>> last;
        synchronized (this) {
            last = subscriber;
        }
        last.ifPresent(Subscriber::onComplete);
    }
}
