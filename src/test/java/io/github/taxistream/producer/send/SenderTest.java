package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.trip.Instants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

    private static final long NOW = 1_800_000_000_000L;

    private final FakeTime time = new FakeTime();

    private Sender sender(TripStream stream, boolean aggregate) {
        return new Sender(
                stream,
                new SenderSettings(
                        PartitionKeys.By.ZONE,
                        aggregate,
                        true,
                        new PlainReading(Duration.ofHours(1), Instants.REJECT)),
                time,
                () -> NOW);
    }

    private Sender sendAll(TripStream stream, boolean aggregate, List<OutgoingRecord> records)
            throws InterruptedException {
        Sender sender = sender(stream, aggregate);
        for (OutgoingRecord record : records) {
            sender.send(record);
        }
        sender.finish();
        return sender;
    }

    private static List<Long> upTo(int count) {
        return LongStream.range(0, count).boxed().collect(Collectors.toList());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "499,1", "500,1", "501,2"})
    void aRequestHasFiveHundredRecordsAtMost(int trips, int requests) throws Exception {
        FakeStream stream = new FakeStream(1, 1);
        sendAll(stream, false, SentRecords.trips(trips));
        assertThat(stream.positions()).containsExactlyElementsOf(upTo(trips));
        assertThat(stream.requestSizes()).hasSize(requests).allMatch(size -> size <= 500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRecordArrivesThoughAFifthFailsAndSomeTimeOut(boolean aggregate) throws Exception {
        FakeStream stream = new FakeStream(4, 7).failing(20, 5, 30);
        Sender sender = sendAll(stream, aggregate, SentRecords.trips(20_000));

        assertThat(new HashSet<>(stream.positions())).hasSize(20_000);
        assertThat(sender.tally().trips()).isEqualTo(20_000);
        assertThat(sender.unsent()).isEmpty();
        assertThat(sender.counters().unknownEntries()).isPositive();
        assertThat(sender.counters().throttledRequests()).isPositive();
    }

    @Test
    void onlyRecordsOfUnknownOutcomeAreDoubled() throws Exception {
        FakeStream stream = new FakeStream(4, 11).failing(20, 5, 10);
        Sender sender = sendAll(stream, false, SentRecords.trips(20_000));

        int doubled = stream.positions().size() - 20_000;
        assertThat(doubled).isEqualTo(stream.storedDespiteTimeOut()).isPositive();
        assertThat(sender.counters().unknownEntries()).isGreaterThanOrEqualTo(doubled);
    }

    @Test
    void noRecordIsSentBeforeAllEarlierRequestsOfItsShardAreStored() throws Exception {
        FakeStream stream = new FakeStream(4, 3).failing(20, 5, 0);
        sendAll(stream, false, SentRecords.trips(20_000));

        for (List<OutgoingRecord> shard : stream.records().values()) {
            // The requests of a lane, as they were made: five hundred after five hundred.
            List<Long> inOrder =
                    shard.stream()
                            .map(OutgoingRecord::position)
                            .sorted()
                            .collect(Collectors.toList());
            for (int from = 0; from < shard.size(); from += TripStream.MAX_ENTRIES) {
                int to = Math.min(from + TripStream.MAX_ENTRIES, shard.size());
                assertThat(
                                shard.subList(from, to).stream()
                                        .map(OutgoingRecord::position)
                                        .collect(Collectors.toSet()))
                        .isEqualTo(new HashSet<>(inOrder.subList(from, to)));
            }
        }
    }

    @Test
    void withoutFailuresTheOrderIsThatOfSending() throws Exception {
        FakeStream stream = new FakeStream(3, 3);
        sendAll(stream, true, SentRecords.trips(10_000));
        for (List<OutgoingRecord> shard : stream.records().values()) {
            assertThat(shard).extracting(OutgoingRecord::position).isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhenTheStreamIsResharded(boolean aggregate) throws Exception {
        FakeStream stream = new FakeStream(2, 5);
        List<OutgoingRecord> records = SentRecords.trips(30_000);
        Sender sender = sender(stream, aggregate);
        for (OutgoingRecord record : records) {
            if (record.position() == 10_000) {
                stream.split("shard-0");
            }
            if (record.position() == 29_990) {
                stream.split("shard-1");
            }
            sender.send(record);
        }
        sender.finish();

        assertThat(stream.positions()).doesNotHaveDuplicates().hasSize(30_000);
        assertThat(sender.tally().trips()).isEqualTo(30_000);
        assertThat(stream.dropped() > 0).isEqualTo(aggregate);
    }

    @Test
    void aStreamThatTakesNothingIsGivenUpAfterAMinute() throws Exception {
        FakeStream stream = new FakeStream(1, 1).failing(100, 0, 0);
        Sender sender = sender(stream, false);
        SentRecords.trips(10).forEach(record -> send(sender, record));

        assertThatThrownBy(sender::finish)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("The fake stream has taken nothing for 60 seconds")
                .hasMessageContaining("InternalFailure");
        assertThat(sender.unsent()).containsExactlyInAnyOrderElementsOf(upTo(10));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAFailureEveryRecordIsEitherStoredOrKnownAsUnsent(boolean aggregate) throws Exception {
        FakeStream stream = new FakeStream(4, 1);
        stream.denyAfter(3);
        Sender sender = sender(stream, aggregate);
        AtomicInteger given = new AtomicInteger();
        assertThatThrownBy(
                        () -> {
                            for (OutgoingRecord record : SentRecords.trips(20_000)) {
                                given.incrementAndGet();
                                send(sender, record);
                            }
                            sender.finish();
                        })
                .hasMessage("Access to the fake stream is denied.");
        assertThatThrownBy(sender::finish);

        List<Long> accountedFor = new ArrayList<>(stream.positions());
        accountedFor.addAll(sender.unsent());
        assertThat(accountedFor).containsExactlyInAnyOrderElementsOf(upTo(given.get()));
        assertThat(sender.tally().trips()).isEqualTo(stream.positions().size());
    }

    @Test
    void whatIsStoredIsNotUnsentThoughTheShardsAreNotToldAfterResharding() throws Exception {
        // So many that a lane has two of them, of which only one is split.
        FakeStream stream = new FakeStream(32, 1);
        Sender sender = sender(stream, true);
        SentRecords.trips(300).forEach(record -> send(sender, record));
        stream.split("shard-0");
        stream.denyListing();
        assertThatThrownBy(sender::finish)
                .hasMessage("The shards of the fake stream are not told.");

        assertThat(stream.dropped()).isPositive();
        List<Long> accountedFor = new ArrayList<>(stream.positions());
        accountedFor.addAll(sender.unsent());
        assertThat(accountedFor).containsExactlyInAnyOrderElementsOf(upTo(300));
        assertThat(sender.tally().trips()).isEqualTo(stream.positions().size());
        assertThat(sender.counters().unknownEntries()).isEqualTo(1);
    }

    @Test
    void anAggregateInAShardThatWasClosedMeanwhileIsNotSentTwiceUncounted() throws Exception {
        for (boolean told : new boolean[] {true, false}) {
            FakeStream stream = new FakeStream(1, 1);
            Sender sender = sender(stream, true);
            // All of one zone, whose key falls into the half that the aggregate lands in.
            PartitionKeys keys = new PartitionKeys(PartitionKeys.By.ZONE);
            OutgoingRecord trip =
                    SentRecords.trips(100).stream()
                            .filter(record -> keys.hash(keys.index(record)).bitLength() < 126)
                            .findFirst()
                            .orElseThrow();
            for (int i = 0; i < 50; i++) {
                send(sender, trip.at(i));
            }
            stream.split("shard-0");
            stream.afterNextPut(
                    () -> {
                        stream.splitAllShards();
                        if (!told) {
                            stream.forgetClosedShards();
                        }
                    });
            sender.finish();
            int doubled = stream.positions().size() - 50;
            assertThat(new HashSet<>(stream.positions())).hasSize(50);
            assertThat(sender.counters().unknownEntries() > 0 || doubled == 0)
                    .as("%s: %d doubled", told, doubled)
                    .isTrue();
            assertThat(doubled).isEqualTo(told ? 0 : 50);
        }
    }

    @Test
    void anAggregateInAnotherShardIsCountedAsRejectedAndSentAgain() throws Exception {
        FakeStream stream = new FakeStream(1, 1);
        Sender sender = sender(stream, true);
        SentRecords.trips(300).forEach(record -> send(sender, record));
        stream.split("shard-0");
        sender.finish();
        assertThat(stream.dropped()).isPositive();
        assertThat(sender.tally().trips()).isEqualTo(300);
        assertThat(sender.tally().rejected().counts())
                .isEqualTo(Map.of("misplaced", stream.dropped()));
        assertThat(sender.tally().perhapsTwice()).isEmpty();
    }

    @Test
    void aRecordOfMoreThanAMegabyteIsRefused() throws Exception {
        Sender sender = sender(new FakeStream(1, 1), false);
        OutgoingRecord record = new OutgoingRecord(new byte[1 << 20], null, 0, 0).at(17);
        assertThatThrownBy(() -> sender.send(record))
                .hasMessage("Record 17 has 1048576 bytes; Kinesis takes no more than 1 MB.");
        sender.finish();
        assertThat(sender.unsent()).containsExactly(17L);
    }

    @Test
    void aRequestHasNoMoreBytesThanItsShardTakesInASecond() throws Exception {
        FakeStream stream = new FakeStream(1, 1);
        List<OutgoingRecord> large = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            large.add(new OutgoingRecord(new byte[300_000], null, 0, 0).at(i));
        }
        sendAll(stream, false, large);
        assertThat(stream.requestSizes()).containsExactly(3, 3, 3, 1);
    }

    @Test
    void aShardIsNotGivenMoreThanItTakes() throws Exception {
        sendAll(new FakeStream(1, 1), false, SentRecords.trips(10_000));
        // A thousand a second, the last request not waited for.
        assertThat(time.furthestSeconds()).isBetween(9.0, 10.0);
    }

    private static void send(Sender sender, OutgoingRecord record) {
        try {
            sender.send(record);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
