package io.github.taxistream.source.connector;

import io.github.taxistream.source.fanout.FanOutShard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;

/** The connector's publisher of one shard's records; reports each read to the clock. */
final class ClockedPublisher implements RecordPublisher {

    private final RecordPublisher publisher;
    private final FanOutShard subscribed;
    private final FetcherClock clock;
    private final String shardId;
    private final Runnable emitRest;

    /**
     * @param emitRest emits those records of a read that are not emitted yet
     */
    ClockedPublisher(
            RecordPublisher publisher,
            FanOutShard subscribed,
            FetcherClock clock,
            String shardId,
            Runnable emitRest) {
        this.publisher = publisher;
        this.subscribed = subscribed;
        this.clock = clock;
        this.shardId = shardId;
        this.emitRest = emitRest;
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        RecordPublisherRunResult told =
                publisher.run(
                        batch -> {
                            SequenceNumber last = consumer.accept(batch);
                            emitRest.run();
                            Long millisBehind = batch.getMillisBehindLatest();
                            clock.wasRead(
                                    shardId,
                                    batch.getDeaggregatedRecordSize(),
                                    millisBehind == null || millisBehind == 0);
                            subscribed.wasRead();
                            return last;
                        });
        RecordPublisherRunResult result = outcome(told, subscribed);
        if (result == RecordPublisherRunResult.COMPLETE) {
            clock.ended(shardId);
        }
        return result;
    }

    /** How a read has really ended, given what the connector says: see {@link FanOutShard}. */
    static RecordPublisherRunResult outcome(RecordPublisherRunResult told, FanOutShard shard) {
        return told == RecordPublisherRunResult.COMPLETE && !shard.wasReadToTheEnd()
                ? RecordPublisherRunResult.INCOMPLETE
                : told;
    }
}
