package io.github.taxistream.source.connector;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.StartingPosition;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/**
 * Fan-out over an emulator that only polls: a subscription is a thread that asks for records, and
 * passes them on as events, as many as were asked for.
 */
final class PolledSubscriptions implements KinesisProxyAsyncV2Interface {

    private static final int RECORDS_AN_EVENT = 5;
    private static final long PAUSE_MILLIS = 150;

    private final String stream;
    private final KinesisProxyInterface client;
    private volatile boolean isClosed;

    PolledSubscriptions(String stream, KinesisProxyInterface client) {
        this.stream = stream;
        this.client = client;
    }

    @Override
    public CompletableFuture<Void> subscribeToShard(
            SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
        handler.responseReceived(SubscribeToShardResponse.builder().build());
        handler.onEventStream(
                SdkPublisher.adapt(
                        subscriber -> {
                            Player player = new Player(request, subscriber);
                            subscriber.onSubscribe(player);
                            player.start();
                        }));
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private final class Player extends Thread implements Subscription {

        private final SubscribeToShardRequest request;
        private final Subscriber<? super SubscribeToShardEventStream> subscriber;
        private final Semaphore demand = new Semaphore(0);
        private volatile boolean isCancelled;

        Player(
                SubscribeToShardRequest request,
                Subscriber<? super SubscribeToShardEventStream> subscriber) {
            super("subscription to " + request.shardId() + " of " + stream);
            setDaemon(true);
            this.request = request;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long events) {
            demand.release((int) events);
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }

        @Override
        public void run() {
            try {
                play();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                subscriber.onError(e);
            }
        }

        private void play() throws InterruptedException {
            String iterator = iterator();
            while (iterator != null && !isCancelled && !isClosed) {
                if (!demand.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                GetRecordsResult read = client.getRecords(iterator, RECORDS_AN_EVENT);
                iterator = read.getNextShardIterator();
                subscriber.onNext(event(read));
                Thread.sleep(PAUSE_MILLIS);
            }
        }

        private String iterator() throws InterruptedException {
            StartingPosition start = request.startingPosition();
            return client.getShardIterator(
                    new StreamShardHandle(stream, new Shard().withShardId(request.shardId())),
                    start.typeAsString(),
                    start.timestamp() == null
                            ? start.sequenceNumber()
                            : Date.from(start.timestamp()));
        }
    }

    private static SubscribeToShardEvent event(GetRecordsResult read) {
        List<Record> records = new ArrayList<>();
        read.getRecords()
                .forEach(
                        record ->
                                records.add(
                                        Record.builder()
                                                .data(SdkBytes.fromByteBuffer(record.getData()))
                                                .partitionKey(record.getPartitionKey())
                                                .sequenceNumber(record.getSequenceNumber())
                                                .approximateArrivalTimestamp(
                                                        record.getApproximateArrivalTimestamp()
                                                                .toInstant())
                                                .build()));
        return SubscribeToShardEvent.builder()
                .records(records)
                .millisBehindLatest(read.getMillisBehindLatest())
                .continuationSequenceNumber(read.getNextShardIterator() == null ? null : "1")
                .build();
    }
}
