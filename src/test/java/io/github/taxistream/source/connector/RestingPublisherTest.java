package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestingPublisherTest {

    private static final SequenceNumber POSITION =
            SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get();

    @Test
    void shardWithABacklogIsReadAgainAtOnce() throws Exception {
        assertThat(afterReading(1, 1L, RecordPublisherRunResult.INCOMPLETE))
                .isEqualTo(RecordPublisherRunResult.INCOMPLETE);
    }

    @Test
    void shardThatDoesNotSayIsReadAgainAtOnce() throws Exception {
        assertThat(afterReading(1, null, RecordPublisherRunResult.INCOMPLETE))
                .isEqualTo(RecordPublisherRunResult.INCOMPLETE);
    }

    @Test
    void answerWithManyRecordsIsFollowedByTheNextAtOnce() throws Exception {
        assertThat(afterReading(5_000, 0L, RecordPublisherRunResult.INCOMPLETE))
                .isEqualTo(RecordPublisherRunResult.INCOMPLETE);
    }

    @Test
    void shardThatHasEndedDoesNotRest() throws Exception {
        assertThat(afterReading(0, 0L, RecordPublisherRunResult.COMPLETE))
                .isEqualTo(RecordPublisherRunResult.COMPLETE);
    }

    @Test
    void shardAtItsTipRestsUntilItIsStopped() throws Exception {
        FutureTask<Boolean> wasInterrupted =
                new FutureTask<>(
                        () -> {
                            afterReading(1, 0L, RecordPublisherRunResult.INCOMPLETE);
                            return Thread.interrupted();
                        });
        Thread reader = new Thread(wasInterrupted);
        reader.start();
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        reader.interrupt();

        assertThat(wasInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Rests for a day, if it rests. */
    private static RecordPublisherRunResult afterReading(
            int records, Long millisBehind, RecordPublisherRunResult result) throws Exception {
        RecordPublisher connectors =
                consumer -> {
                    consumer.accept(batch(records, millisBehind));
                    return result;
                };
        return new RestingPublisher(connectors, Duration.ofDays(1)).run(batch -> POSITION);
    }

    private static RecordBatch batch(int records, Long millisBehind) {
        List<Record> some =
                Collections.nCopies(
                        records,
                        new Record()
                                .withPartitionKey("key")
                                .withData(ByteBuffer.wrap(new byte[] {'{', '}'})));
        HashKeyRange keys = new HashKeyRange().withStartingHashKey("0").withEndingHashKey("1");
        return new RecordBatch(
                some,
                new StreamShardHandle(
                        "trips",
                        new Shard().withShardId("shardId-000000000000").withHashKeyRange(keys)),
                millisBehind);
    }
}
