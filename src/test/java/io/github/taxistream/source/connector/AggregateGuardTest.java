package io.github.taxistream.source.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.aggregate.AggregateSeal;
import io.github.taxistream.source.aggregate.RecordReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.Size;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.junit.jupiter.api.Test;

/** What comes of aggregates, with the guard before the connector and a reader after it. */
class AggregateGuardTest {

    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    static final StreamShardHandle ALL_KEYS = shard(MIDDLE.shiftLeft(1));
    private static final StreamShardHandle LOWER_HALF = shard(MIDDLE);

    private final AggregateGuard guard = new AggregateGuard();

    @Test
    void goodAggregateIsTakenApart() throws Exception {
        byte[] aggregate =
                new AggregatedRecord()
                        .partitionKey("a")
                        .partitionKey("b")
                        .explicitHashKey("12")
                        .record(0, bytes("x"))
                        .record(1, 0, bytes("y"))
                        .record(1, new byte[0])
                        .toBytes();
        assertThat(read(ALL_KEYS, aggregate)).containsExactly("x", "y", "");
        assertThat(guard.misplaced()).isZero();
    }

    @Test
    void whatIsNoAggregateIsLeftAlone() throws Exception {
        byte[] wrongDigest =
                new AggregatedRecord().partitionKey("a").record(7, bytes("x")).toBytes();
        wrongDigest[wrongDigest.length - 1]++;
        assertThat(read(ALL_KEYS, bytes("{}"))).containsExactly("{}");
        assertThat(read(ALL_KEYS, new byte[0])).containsExactly("");
        assertThat(read(ALL_KEYS, wrongDigest)).containsExactly(text(wrongDigest));
    }

    @Test
    void whatHasAWrongDigestIsOfNoOtherShard() throws Exception {
        byte[] wrongDigest =
                new AggregatedRecord()
                        .partitionKey("a")
                        .explicitHashKey(MIDDLE.toString())
                        .record(0, 0, bytes("x"))
                        .record(0, 0, bytes("y"))
                        .toBytes();
        wrongDigest[wrongDigest.length - 1]++;
        assertThat(read(LOWER_HALF, wrongDigest)).containsExactly(text(wrongDigest));
        assertThat(guard.misplaced()).isZero();
    }

    /** The connector fails over these without the guard, or makes nothing of them. */
    @Test
    void brokenAggregateComesAsTheOneRecordThatItIs() throws Exception {
        List<AggregatedRecord> broken =
                List.of(
                        new AggregatedRecord().partitionKey("a"),
                        new AggregatedRecord().record(0, bytes("x")),
                        new AggregatedRecord()
                                .partitionKey("a")
                                .record(0, bytes("x"))
                                .record(1, bytes("y")),
                        new AggregatedRecord().partitionKey("a").record(0, 0, bytes("x")),
                        new AggregatedRecord()
                                .partitionKey("a")
                                .explicitHashKey("1x")
                                .record(0, 0, bytes("x")));
        for (AggregatedRecord record : broken) {
            assertThat(read(ALL_KEYS, record.toBytes())).containsExactly(text(record.toBytes()));
        }
    }

    @Test
    void aggregateOfAnotherShardComesAsTheOneRecordThatItIsAndIsCounted() throws Exception {
        byte[] misplaced =
                new AggregatedRecord()
                        .partitionKey("a")
                        .explicitHashKey("1")
                        .explicitHashKey(MIDDLE.toString())
                        .record(0, 0, bytes("x"))
                        .record(0, 1, bytes("y"))
                        .toBytes();
        assertThat(read(LOWER_HALF, misplaced)).containsExactly(text(misplaced));
        assertThat(guard.misplaced()).isEqualTo(2);
    }

    /** One that the connector by itself would fail over, or drop, comes whole. */
    @Property(tries = 3000)
    void anyAggregateComesAsTheConnectorByItselfWouldTakeItApart(
            @ForAll("aggregates") byte[] aggregate, @ForAll boolean halfShard) throws Exception {
        StreamShardHandle shard = halfShard ? LOWER_HALF : ALL_KEYS;
        List<String> byItself = byTheConnectorItself(shard, aggregate);
        assertThat(read(new AggregateGuard(), shard, aggregate))
                .isEqualTo(byItself.isEmpty() ? List.of(text(aggregate)) : byItself);
    }

    /** One guard sees them all, and remembers the keys of some. */
    @Property(tries = 100)
    void whatAGuardHasSeenBeforeDoesNotMatter(
            @ForAll @Size(max = 20) List<@From("aggregates") byte[]> aggregates) throws Exception {
        for (byte[] aggregate : aggregates) {
            assertThat(read(guard, LOWER_HALF, aggregate))
                    .isEqualTo(read(new AggregateGuard(), LOWER_HALF, aggregate));
        }
    }

    @Test
    void theKeysOfManyAggregatesAreJudgedRightly() throws Exception {
        for (int key = 0; key < 3000; key++) {
            byte[] aggregate =
                    new AggregatedRecord()
                            .partitionKey(String.valueOf(key % 1500))
                            .record(0, bytes("x"))
                            .toBytes();
            List<String> byItself = byTheConnectorItself(LOWER_HALF, aggregate);
            assertThat(read(LOWER_HALF, aggregate))
                    .isEqualTo(byItself.isEmpty() ? List.of(text(aggregate)) : byItself);
        }
        assertThat(guard.misplaced()).isBetween(1000L, 2000L);
    }

    /** As a job of an earlier version took it apart, and is restored in the midst of it. */
    @Test
    void aggregateThatASavepointIsInTheMidstOfIsLeftToTheConnector() throws Exception {
        byte[] begun = new AggregatedRecord().partitionKey("a").record(0, bytes("x")).toBytes();
        for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            GuardedProxy proxy = new GuardedProxy(new OneRecord(begun), guard);
            proxy.getShardIterator(ALL_KEYS, type, "1");
            Record record = proxy.getRecords("", 1).getRecords().get(0);
            assertThat(AggregateSeal.isOn(record.getPartitionKey()))
                    .isEqualTo(type.startsWith("AFTER"));
        }
    }

    @Test
    void aggregateThatASavepointIsInTheMidstOfIsReadAgainIfItsIteratorExpires() throws Exception {
        OneRecord kinesis = new OneRecord(bytes("x"));
        GuardedProxy proxy = new GuardedProxy(kinesis, guard);
        proxy.getShardIterator(ALL_KEYS, "AT_SEQUENCE_NUMBER", "7");
        proxy.getShardIterator(ALL_KEYS, "AFTER_SEQUENCE_NUMBER", "7");
        assertThat(kinesis.iterators).containsExactly("AT_SEQUENCE_NUMBER", "AT_SEQUENCE_NUMBER");

        proxy.getRecords("", 1);
        proxy.getShardIterator(ALL_KEYS, "AFTER_SEQUENCE_NUMBER", "7");

        assertThat(kinesis.iterators).endsWith("AFTER_SEQUENCE_NUMBER");
    }

    @Test
    void compressedAggregateIsLeftToTheConnector() throws Exception {
        byte[] gzip = {0x1F, (byte) 0x8B, 8, 0};
        byte[] aggregate = new AggregatedRecord().partitionKey("a").record(0, gzip).toBytes();
        GuardedProxy proxy = new GuardedProxy(new OneRecord(aggregate), guard);
        proxy.getShardIterator(ALL_KEYS, "TRIM_HORIZON", null);
        Record record = proxy.getRecords("", 1).getRecords().get(0);

        assertThat(AggregateSeal.isOn(record.getPartitionKey())).isFalse();
        assertThat(read(ALL_KEYS, aggregate)).containsExactly(text(gzip));
    }

    @Property(tries = 300)
    void recordsOfFanOutAreJudgedAlike(@ForAll("aggregates") byte[] aggregate) throws Exception {
        var record =
                org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record
                        .builder()
                        .data(SdkBytes.fromByteArray(aggregate))
                        .partitionKey("key")
                        .sequenceNumber("1")
                        .build();
        SubscribeToShardEvent event =
                (SubscribeToShardEvent)
                        new GuardedEvents(GuardedKinesis.guardOf(LOWER_HALF, guard))
                                .apply(SubscribeToShardEvent.builder().records(record).build());
        var guarded = event.records().get(0);
        assertThat(taken(LOWER_HALF, guarded.data().asByteArray(), guarded.partitionKey()))
                .isEqualTo(read(new AggregateGuard(), LOWER_HALF, aggregate));
    }

    /** Well-formed with keys that may not be there, and some of these with bytes changed. */
    @Provide
    Arbitrary<byte[]> aggregates() {
        Arbitrary<Integer> index = Arbitraries.integers().between(0, 3);
        Arbitrary<String> explicitKey =
                Arbitraries.of("0", "9", MIDDLE.toString(), "-1", "", "x", "+5", "00");
        Arbitrary<List<Integer>> indexes = index.list().ofMaxSize(6);
        Arbitrary<AggregatedRecord> wellFormed =
                Combinators.combine(
                                Arbitraries.strings().ofMaxLength(3).list().ofMaxSize(4),
                                explicitKey.list().ofMaxSize(3),
                                indexes,
                                indexes,
                                Arbitraries.integers().between(0, 2))
                        .as(AggregateGuardTest::aggregate);
        // Small ones are the tags and lengths that such a message is made of.
        Arbitrary<Integer> value =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 255));
        Arbitrary<List<Tuple2<Integer, Integer>>> changes =
                Combinators.combine(Arbitraries.integers().between(0, 200), value)
                        .as(Tuple::of)
                        .list()
                        .ofMaxSize(3);
        return Combinators.combine(wellFormed, changes, Arbitraries.of(false, true))
                .as(
                        (aggregate, places, isChanged) -> {
                            byte[] body = aggregate.body();
                            if (isChanged && body.length > 0) {
                                places.forEach(
                                        c -> body[c.get1() % body.length] = c.get2().byteValue());
                            }
                            return AggregatedRecord.around(body);
                        });
    }

    private static AggregatedRecord aggregate(
            List<String> keys,
            List<String> explicitKeys,
            List<Integer> indexes,
            List<Integer> explicitIndexes,
            int howExplicit) {
        AggregatedRecord aggregate = new AggregatedRecord();
        keys.forEach(aggregate::partitionKey);
        explicitKeys.forEach(aggregate::explicitHashKey);
        for (int i = 0; i < indexes.size(); i++) {
            int explicit =
                    howExplicit > 0 && i < explicitIndexes.size() ? explicitIndexes.get(i) : -1;
            aggregate.record(indexes.get(i), explicit, bytes("{}"));
        }
        return aggregate;
    }

    private List<String> read(StreamShardHandle shard, byte[] record) throws Exception {
        return read(guard, shard, record);
    }

    /** What arrives of a record that the connector gets by polling. */
    static List<String> read(AggregateGuard guard, StreamShardHandle shard, byte[] data)
            throws Exception {
        GuardedProxy proxy = new GuardedProxy(new OneRecord(data), guard);
        proxy.getShardIterator(shard, "TRIM_HORIZON", null);
        Record record = proxy.getRecords("", 1).getRecords().get(0);
        return taken(shard, rest(record.getData()), record.getPartitionKey());
    }

    private static List<String> taken(StreamShardHandle shard, byte[] data, String partitionKey) {
        List<String> records = new ArrayList<>();
        for (UserRecord read : takenApart(shard, record(data).withPartitionKey(partitionKey))) {
            byte[] bytes = rest(read.getData());
            String key = read.getPartitionKey();
            if (AggregateSeal.isOn(key)) {
                new RecordReader(RecordReaderTest.AS_IT_IS)
                        .sealedEntries(bytes, key, 0, "trips", "shard", "1")
                        .forEach(entry -> records.add(text(entry.payload().orElseThrow())));
            } else {
                records.add(text(bytes));
            }
        }
        return records;
    }

    /** Empty also if it fails. */
    private static List<String> byTheConnectorItself(StreamShardHandle shard, byte[] data) {
        try {
            return takenApart(shard, record(data)).stream()
                    .map(read -> text(rest(read.getData())))
                    .collect(Collectors.toList());
        } catch (RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    private static List<UserRecord> takenApart(StreamShardHandle shard, Record record) {
        return new RecordBatch(List.of(record), shard, 0L).getDeaggregatedRecords();
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @SuppressWarnings("JavaUtilDate") // The client's own.
    private static Record record(byte[] data) {
        return new Record()
                .withData(ByteBuffer.wrap(data))
                .withPartitionKey("key")
                .withSequenceNumber("1")
                .withApproximateArrivalTimestamp(new Date(0));
    }

    private static StreamShardHandle shard(BigInteger end) {
        return new StreamShardHandle(
                "trips",
                new Shard()
                        .withShardId("shardId-000000000000")
                        .withHashKeyRange(
                                new HashKeyRange()
                                        .withStartingHashKey("0")
                                        .withEndingHashKey(
                                                end.subtract(BigInteger.ONE).toString())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** A Kinesis that answers with one record. */
    private static final class OneRecord implements KinesisProxyInterface {

        private final byte[] data;
        private final List<String> iterators = new ArrayList<>();

        OneRecord(byte[] data) {
            this.data = data;
        }

        @Override
        public String getShardIterator(StreamShardHandle shard, String type, Object start) {
            iterators.add(type);
            return "";
        }

        @Override
        public GetRecordsResult getRecords(String iterator, int most) {
            // In the middle of a larger array, as buffers may be.
            byte[] around = new byte[data.length + 9];
            System.arraycopy(data, 0, around, 4, data.length);
            ByteBuffer slice = ByteBuffer.wrap(around, 4, data.length).slice();
            return new GetRecordsResult().withRecords(record(data).withData(slice));
        }

        @Override
        public GetShardListResult getShardList(Map<String, String> lastSeenShardIds) {
            throw new UnsupportedOperationException();
        }
    }
}
