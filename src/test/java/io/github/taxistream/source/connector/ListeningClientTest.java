package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.source.fanout.FanOutShard;
import io.github.taxistream.source.fanout.FanOutShards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.fanout.FanOutRecordPublisherFactory;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StartingPosition;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

/** The connector's own enhanced fan-out, over a Kinesis that is played. */
class ListeningClientTest {

    private static final String SHARD_ID = "shardId-000000000000";

    private static final Shard SHARD =
            new Shard()
                    .withShardId(SHARD_ID)
                    .withHashKeyRange(
                            new HashKeyRange().withStartingHashKey("0").withEndingHashKey("9"));

    private final FanOutShards shards = new FanOutShards();
    private final FanOutShard shard = shards.shard(SHARD_ID);
    private final List<RecordBatch> batches = new ArrayList<>();

    @Test
    void eventWithoutRecordsTellsOnceWhetherTheShardIsAtItsTip() throws Exception {
        run(new PlayedSubscription().nothing(0).failure(new IllegalStateException("broken")));
        assertThat(batches).isEmpty();
        assertThat(shard.takeEmptyEvent()).contains(true);
        assertThat(shard.takeEmptyEvent()).isEmpty();

        run(new PlayedSubscription().nothing(5_000).failure(new IllegalStateException("broken")));
        assertThat(shard.takeEmptyEvent()).contains(false);
    }

    @Test
    void eventWithoutRecordsIsNotToldBeforeTheRecordsBeforeItAreProcessed() throws Exception {
        List<Optional<Boolean>> told = new ArrayList<>();
        RecordPublisher publisher =
                publisher(
                        new PlayedSubscription()
                                .records(2, 0)
                                .nothing(0)
                                .failure(new IllegalStateException("broken")));
        publisher.run(
                batch -> {
                    // The connector has asked for the next event already.
                    told.add(shard.takeEmptyEvent());
                    shard.wasRead();
                    told.add(shard.takeEmptyEvent());
                    return new SequenceNumber("1");
                });

        assertThat(told).containsExactly(Optional.empty(), Optional.of(true));
    }

    @Test
    void recordsMakeTheEventWithoutRecordsBeforeThemOld() throws Exception {
        run(
                new PlayedSubscription()
                        .nothing(0)
                        .records(1, 0)
                        .failure(new IllegalStateException("broken")));

        assertThat(batches).hasSize(1);
        assertThat(shard.takeEmptyEvent()).isEmpty();
    }

    @Test
    void shardWhoseConsumerIsDeregisteredHasNotEnded() throws Exception {
        RecordPublisherRunResult told =
                run(
                        new PlayedSubscription()
                                .records(1, 0)
                                .failure(ResourceNotFoundException.builder().build()));

        assertThat(told).isEqualTo(RecordPublisherRunResult.COMPLETE);
        assertThat(ClockedPublisher.outcome(told, shard))
                .isEqualTo(RecordPublisherRunResult.INCOMPLETE);
    }

    @Test
    void shardThatHasEndedHasEnded() throws Exception {
        RecordPublisherRunResult told = run(new PlayedSubscription().records(1, 0).endOfShard());

        assertThat(told).isEqualTo(RecordPublisherRunResult.COMPLETE);
        assertThat(ClockedPublisher.outcome(told, shard))
                .isEqualTo(RecordPublisherRunResult.COMPLETE);
    }

    @Test
    void shardThatIsPolledEndsWhenTheConnectorSaysSo() {
        assertThat(ClockedPublisher.outcome(RecordPublisherRunResult.COMPLETE, shard))
                .isEqualTo(RecordPublisherRunResult.COMPLETE);
    }

    @Test
    void closingTheClientEndsASilentSubscriptionAtOnce() throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        FanOutRecordPublisherFactory factory =
                new FanOutRecordPublisherFactory(listening(new PlayedSubscription().records(1, 0)));
        RecordPublisher publisher = publisher(factory);
        CompletableFuture<RecordPublisherRunResult> result =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return publisher.run(
                                        batch -> {
                                            hasRead.countDown();
                                            return new SequenceNumber("1");
                                        });
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(hasRead.await(10, TimeUnit.SECONDS)).isTrue();

        factory.close();

        // Alone, the connector waits for 35 s.
        assertThat(result)
                .succeedsWithin(Duration.ofSeconds(10))
                .isNotEqualTo(RecordPublisherRunResult.COMPLETE);
    }

    private RecordPublisherRunResult run(PlayedSubscription kinesis) throws InterruptedException {
        return publisher(kinesis)
                .run(
                        batch -> {
                            batches.add(batch);
                            shard.wasRead();
                            return new SequenceNumber("1");
                        });
    }

    private RecordPublisher publisher(PlayedSubscription kinesis) {
        return publisher(new FanOutRecordPublisherFactory(listening(kinesis)));
    }

    private ListeningClient listening(PlayedSubscription kinesis) {
        return new ListeningClient(kinesis, shards, shardId -> UnaryOperator.identity());
    }

    private static RecordPublisher publisher(FanOutRecordPublisherFactory factory) {
        Properties properties = new Properties();
        ShardReader.enhancedFanOut("consumer").addTo(properties);
        properties.setProperty(ConsumerConfigConstants.efoConsumerArn("trips"), "arn");
        return factory.create(
                StartingPosition.continueFromSequenceNumber(new SequenceNumber("0")),
                properties,
                new UnregisteredMetricsGroup(),
                new StreamShardHandle("trips", SHARD));
    }
}
