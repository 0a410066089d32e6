package io.github.taxistream.local.canned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.flink.kinesis.shaded.com.amazonaws.ClientConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.AWSStaticCredentialsProvider;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.BasicAWSCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesisClientBuilder;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ProvisionedThroughputExceededException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.UpdateShardCountRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connector's own client takes the canned Kinesis for Kinesis, in either encoding. */
class CannedKinesisTest {

    private static final String NO_CBOR =
            "org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor";
    private static final long ARRIVAL = 1_706_745_599_123L;
    private static final long SECOND = 1_000_000_000L;

    private final String noCborBefore = System.getProperty(NO_CBOR);
    private final AtomicLong nanoTime = new AtomicLong();
    private CannedKinesis kinesis;
    private AmazonKinesis client;

    private void start(Wire wire, CannedLoad load, List<byte[]> payloads) throws IOException {
        System.setProperty(NO_CBOR, String.valueOf(wire == Wire.JSON));
        CannedRecords records = new CannedRecords(payloads, ARRIVAL);
        kinesis = CannedKinesis.start(new CannedStream(records, load, nanoTime::get), 0, null);
        client =
                AmazonKinesisClientBuilder.standard()
                        .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(0))
                        .withCredentials(
                                new AWSStaticCredentialsProvider(
                                        new BasicAWSCredentials("local", "local")))
                        .withEndpointConfiguration(
                                new EndpointConfiguration(
                                        kinesis.endpoint().toString(), "us-east-1"))
                        .build();
    }

    @AfterEach
    void stop() {
        client.shutdown();
        kinesis.close();
        if (noCborBefore == null) {
            System.clearProperty(NO_CBOR);
        } else {
            System.setProperty(NO_CBOR, noCborBefore);
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void eachShardGivesAllRecordsOnceAndSaysWhereItIs(Wire wire) throws Exception {
        start(wire, CannedLoad.full(2, 25), payloads(25));

        String iterator = iterator("shardId-000000000001", "TRIM_HORIZON", null);
        GetRecordsResult first = read(iterator, 10);
        List<Record> records = new ArrayList<>(first.getRecords());
        assertThat(records).hasSize(10);
        assertThat(first.getMillisBehindLatest()).isPositive();
        GetRecordsResult last = first;
        while (last.getMillisBehindLatest() > 0) {
            last = read(last.getNextShardIterator(), 10);
            records.addAll(last.getRecords());
        }

        assertThat(records)
                .extracting(CannedKinesisTest::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "record " + i).toList());
        assertThat(records)
                .extracting(Record::getSequenceNumber)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(records)
                .allSatisfy(
                        record ->
                                assertThat(record.getApproximateArrivalTimestamp())
                                        .hasTime(ARRIVAL));
        assertThat(read(last.getNextShardIterator(), 10).getRecords()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void readerGoesOnAfterASequenceNumber(Wire wire) throws Exception {
        start(wire, CannedLoad.full(1, 25), payloads(25));
        String shard = "shardId-000000000000";
        List<Record> all = read(iterator(shard, "TRIM_HORIZON", null), 100).getRecords();

        String iterator = iterator(shard, "AFTER_SEQUENCE_NUMBER", all.get(6).getSequenceNumber());

        assertThat(text(read(iterator, 1).getRecords().get(0))).isEqualTo("record 7");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void answerHasNoMoreThan10Megabytes(Wire wire) throws Exception {
        List<byte[]> payloads = IntStream.range(0, 25).mapToObj(i -> new byte[1 << 20]).toList();
        start(wire, CannedLoad.full(1, 25), payloads);

        GetRecordsResult answer =
                read(iterator("shardId-000000000000", "TRIM_HORIZON", null), 10_000);

        assertThat(answer.getRecords()).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void moreThanFiveReadsASecondAreRefused(Wire wire) throws Exception {
        start(wire, new CannedLoad(1, 100, 0, 0, 1, 0, true), payloads(25));
        String iterator = iterator("shardId-000000000000", "TRIM_HORIZON", null);
        for (int i = 0; i < 5; i++) {
            iterator = read(iterator, 1).getNextShardIterator();
        }
        String sixth = iterator;

        assertThatThrownBy(() -> read(sixth, 1))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        nanoTime.addAndGet(SECOND);
        assertThat(read(sixth, 1).getRecords()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void readerThatTookFiveSecondsWorthIsRefusedForFourSeconds(Wire wire) throws Exception {
        List<byte[]> payloads = IntStream.range(0, 25).mapToObj(i -> new byte[1 << 20]).toList();
        start(wire, new CannedLoad(1, 25, 0, 0, 1, 0, true), payloads);
        String iterator = iterator("shardId-000000000000", "TRIM_HORIZON", null);
        String next = read(iterator, 10_000).getNextShardIterator();

        nanoTime.addAndGet(4 * SECOND - 1);
        assertThatThrownBy(() -> read(next, 1))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
        nanoTime.addAndGet(1);
        assertThat(read(next, 1).getRecords()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void recordsComeAsTimeGoesOn(Wire wire) throws Exception {
        start(wire, new CannedLoad(3, 0, 10, 1, 5, 60, false), payloads(1000));
        nanoTime.addAndGet(SECOND);

        assertThat(available("shardId-000000000000")).as("hot").isEqualTo(50);
        assertThat(available("shardId-000000000001")).as("a minute behind").isEqualTo(610);
        assertThat(available("shardId-000000000002")).as("idle").isZero();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void splitShardsEndAndTheirChildrenGoOn(Wire wire) throws Exception {
        start(wire, new CannedLoad(2, 5, 10, 0, 1, 0, false), payloads(1000));
        client.updateShardCount(
                new UpdateShardCountRequest().withStreamName("trips").withTargetShardCount(4));
        nanoTime.addAndGet(SECOND);

        ListShardsResult shards =
                client.listShards(new ListShardsRequest().withStreamName("trips"));
        GetRecordsResult parent = read(iterator("shardId-000000000000", "TRIM_HORIZON", null), 100);
        GetRecordsResult child = read(iterator("shardId-000000000002", "TRIM_HORIZON", null), 100);

        assertThat(shards.getShards())
                .extracting(Shard::getParentShardId)
                .containsExactly(
                        null,
                        null,
                        "shardId-000000000000",
                        "shardId-000000000000",
                        "shardId-000000000001",
                        "shardId-000000000001");
        assertThat(parent.getRecords()).hasSize(5);
        assertThat(parent.getNextShardIterator()).isNull();
        assertThat(child.getRecords()).hasSize(5);
        assertThat(text(child.getRecords().get(0))).isEqualTo("record 5");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void shardsAreListedAThousandAtATime(Wire wire) throws Exception {
        start(wire, CannedLoad.full(1001, 1), payloads(1));

        ListShardsResult first = client.listShards(new ListShardsRequest().withStreamName("trips"));
        ListShardsResult rest =
                client.listShards(new ListShardsRequest().withNextToken(first.getNextToken()));

        assertThat(first.getShards()).hasSize(1000);
        assertThat(rest.getShards())
                .extracting(Shard::getShardId)
                .containsExactly("shardId-000000001000");
        assertThat(rest.getNextToken()).isNull();
    }

    private int available(String shard) {
        return read(iterator(shard, "TRIM_HORIZON", null), 10_000).getRecords().size();
    }

    private String iterator(String shard, String type, String sequenceNumber) {
        return client.getShardIterator("trips", shard, type, sequenceNumber).getShardIterator();
    }

    private GetRecordsResult read(String iterator, int limit) {
        return client.getRecords(
                new GetRecordsRequest().withShardIterator(iterator).withLimit(limit));
    }

    private static List<byte[]> payloads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("record " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(Record record) {
        ByteBuffer data = record.getData();
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
