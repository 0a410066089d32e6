package io.github.taxistream.source.connector;

import io.github.taxistream.source.fanout.FanOutSubscription;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Guards the events of a subscription, and reports each before the connector gets it. */
final class ListeningHandler implements SubscribeToShardResponseHandler {

    private final SubscribeToShardResponseHandler handler;
    private final UnaryOperator<SubscribeToShardEventStream> guard;
    private final FanOutSubscription listener;

    ListeningHandler(
            SubscribeToShardResponseHandler handler,
            UnaryOperator<SubscribeToShardEventStream> guard,
            FanOutSubscription listener) {
        this.handler = handler;
        this.guard = guard;
        this.listener = listener;
    }

    @Override
    public void responseReceived(SubscribeToShardResponse response) {
        handler.responseReceived(response);
    }

    @Override
    public void onEventStream(SdkPublisher<SubscribeToShardEventStream> events) {
        handler.onEventStream(
                SdkPublisher.adapt(
                        subscriber -> {
                            listener.endsBy(subscriber::onComplete);
                            events.map(guard).subscribe(new ListeningSubscriber(subscriber));
                        }));
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        handler.exceptionOccurred(failure);
    }

    @Override
    public void complete() {
        handler.complete();
    }

    private final class ListeningSubscriber implements Subscriber<SubscribeToShardEventStream> {

        private final Subscriber<? super SubscribeToShardEventStream> subscriber;

        ListeningSubscriber(Subscriber<? super SubscribeToShardEventStream> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(SubscribeToShardEventStream event) {
            if (event instanceof SubscribeToShardEvent) {
                tell((SubscribeToShardEvent) event);
            }
            subscriber.onNext(event);
        }

        private void tell(SubscribeToShardEvent event) {
            Long millisBehind = event.millisBehindLatest();
            listener.observe(
                    !event.records().isEmpty(),
                    millisBehind == null || millisBehind == 0,
                    event.continuationSequenceNumber() == null);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
