package io.github.taxistream.source.connector;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;

/**
 * Lets a shard rest once it was read to its tip. The connector polls every shard five times a
 * second, whether or not it has records: that uses up what a shard allows its readers, and takes
 * some 0.8 ms of CPU each time. A shard with a backlog is still read as fast as the connector can.
 */
final class RestingPublisher implements RecordPublisher {

    /** A response with this many may not be the last one, even if an emulator says so. */
    private static final int MANY_RECORDS = 5_000;

    private final RecordPublisher publisher;
    private final long restNanos;
    private boolean isAtTip;

    /**
     * @param publisher the connector's
     * @param rest how long after a read the next one begins at the earliest, if that was at the tip
     */
    RestingPublisher(RecordPublisher publisher, Duration rest) {
        this.publisher = publisher;
        this.restNanos = rest.toNanos();
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        long begin = System.nanoTime();
        isAtTip = false;
        RecordPublisherRunResult result =
                publisher.run(
                        batch -> {
                            isAtTip = isAtTip(batch);
                            return consumer.accept(batch);
                        });
        if (isAtTip && result == RecordPublisherRunResult.INCOMPLETE) {
            rest(begin + restNanos - System.nanoTime());
        }
        return result;
    }

    private static boolean isAtTip(RecordBatch batch) {
        Long millisBehind = batch.getMillisBehindLatest();
        return millisBehind != null
                && millisBehind == 0
                && batch.getDeaggregatedRecordSize() < MANY_RECORDS;
    }

    /** Rests; an interrupt ends it. */
    private static void rest(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
