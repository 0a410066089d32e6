package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.producer.record.OutgoingRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.junit.jupiter.api.Test;

/** Against the de-aggregation that Flink's consumer uses. */
class AggregateTest {

    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final Shard SHARD = new Shard("shard-0", BigInteger.ZERO, ALL);

    private static List<UserRecord> read(StreamEntry entry, BigInteger first, BigInteger last) {
        Record record =
                new Record()
                        .withData(ByteBuffer.wrap(entry.data()))
                        .withPartitionKey(entry.partitionKey())
                        .withSequenceNumber("1");
        return UserRecord.deaggregate(List.of(record), first, last);
    }

    private static byte[] bytes(UserRecord record) {
        byte[] bytes = new byte[record.getData().remaining()];
        record.getData().get(bytes);
        return bytes;
    }

    @Property(tries = 200)
    void theConsumerFindsEveryRecordInOrderWithItsKey(
            @ForAll("records") List<Tuple.Tuple2<byte[], String>> records) {
        Aggregate aggregate = new Aggregate(SHARD);
        records.forEach(r -> aggregate.add(new OutgoingRecord(r.get1(), null, 0, 0), r.get2()));
        List<UserRecord> read = read(aggregate.takeEntry(), BigInteger.ZERO, ALL);

        assertThat(read)
                .extracting(AggregateTest::bytes)
                .containsExactlyElementsOf(
                        records.stream().map(Tuple.Tuple1::get1).collect(Collectors.toList()));
        assertThat(read)
                .extracting(UserRecord::getPartitionKey)
                .containsExactlyElementsOf(
                        records.stream().map(Tuple.Tuple2::get2).collect(Collectors.toList()));
        assertThat(aggregate.isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<List<Tuple.Tuple2<byte[], String>>> records() {
        Arbitrary<byte[]> payloads =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(300);
        Arbitrary<String> keys = Arbitraries.integers().between(0, 999).map(String::valueOf);
        return Combinators.combine(payloads, keys).as(Tuple::of).list().ofMinSize(1).ofMaxSize(200);
    }

    @Test
    void noRecordIsLostToTheShardsRange() {
        // The consumer drops, without a word, what lies outside.
        FakeStream stream = new FakeStream(4, 1);
        PartitionKeys keys = new PartitionKeys(PartitionKeys.By.ZONE);
        for (Shard shard : stream.openShards()) {
            Aggregate aggregate = new Aggregate(shard);
            List<OutgoingRecord> expected = new ArrayList<>();
            for (OutgoingRecord record : SentRecords.trips(500)) {
                int key = keys.index(record);
                if (shard.holds(keys.hash(key)) && aggregate.hasRoomFor(record, keys.key(key))) {
                    aggregate.add(record, keys.key(key));
                    expected.add(record);
                }
            }
            StreamEntry entry = aggregate.takeEntry();
            assertThat(shard.holds(new BigInteger(entry.explicitHashKey()))).isTrue();
            assertThat(read(entry, shard.firstHash(), last(shard))).hasSameSizeAs(expected);
        }
    }

    private static BigInteger last(Shard shard) {
        BigInteger last = shard.firstHash();
        for (int bit = 127; bit >= 0; bit--) {
            last = shard.holds(last.setBit(bit)) ? last.setBit(bit) : last;
        }
        return last;
    }

    @Test
    void staysWithinItsSize() {
        Aggregate aggregate = new Aggregate(SHARD);
        int entries = 0;
        for (OutgoingRecord record : SentRecords.trips(2000)) {
            if (!aggregate.hasRoomFor(record, "132")) {
                assertThat(aggregate.takeEntry().size()).isBetween(50_000, Aggregate.MAX_BYTES);
                entries++;
            }
            aggregate.add(record, "132");
        }
        assertThat(entries).isGreaterThan(10);
    }

    @Test
    void aRecordAloneGoesAsItIs() {
        Aggregate aggregate = new Aggregate(SHARD);
        OutgoingRecord record = SentRecords.trips(1).get(0);
        aggregate.add(record, "7");
        StreamEntry entry = aggregate.takeEntry();
        assertThat(entry.data()).isEqualTo(record.payload());
        assertThat(entry.partitionKey()).isEqualTo("7");
        assertThat(entry.explicitHashKey()).isNull();
    }
}
