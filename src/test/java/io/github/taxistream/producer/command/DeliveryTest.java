package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Origin;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.send.EventPace;
import io.github.taxistream.producer.send.FakeStream;
import io.github.taxistream.producer.send.FakeTime;
import io.github.taxistream.producer.send.PartitionKeys;
import io.github.taxistream.producer.send.Sender;
import io.github.taxistream.producer.send.SenderSettings;
import io.github.taxistream.producer.send.SentRecords;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

    private static final int TRIPS = 10_000;
    private static final long NOW = 1_800_000_000_000L;

    private static final Origin ORIGIN =
            new Origin("test", "trips", "nowhere", Duration.ofHours(1), Instants.REJECT);

    @TempDir Path folder;

    private Delivery delivery(FakeStream stream, RecordSource source, Manifest earlier) {
        return delivery(stream, source, earlier, new EventPace(0, 0), new FakeTime());
    }

    private static Delivery delivery(
            FakeStream stream,
            RecordSource source,
            Manifest earlier,
            EventPace pace,
            FakeTime time) {
        Sender sender =
                new Sender(
                        stream,
                        new SenderSettings(
                                PartitionKeys.By.ZONE,
                                false,
                                false,
                                new PlainReading(Duration.ofHours(1), Instants.REJECT)),
                        time,
                        () -> NOW);
        return new Delivery(ORIGIN, source, sender, pace, time, earlier);
    }

    private static long recordsInAll() throws IOException {
        RecordSource source = SentRecords.source(TRIPS);
        long records = 0;
        while (source.next() != null) {
            records++;
        }
        return records;
    }

    /** Stops a delivery once so many records have been read. */
    private static final class StoppingSource implements RecordSource {

        private final RecordSource source = SentRecords.source(TRIPS);
        private final long after;
        private Delivery delivery;
        private long read;

        StoppingSource(long after) {
            this.after = after;
        }

        @Override
        public OutgoingRecord next() throws IOException {
            if (read++ == after) {
                delivery.stop();
            }
            return source.next();
        }

        @Override
        public long expectedRecords() {
            return UNKNOWN;
        }
    }

    @RepeatedTest(10)
    void interruptedAndResumedTheStreamHoldsEachTripExactlyOnce(RepetitionInfo repetition)
            throws Exception {
        Random chance = new Random(repetition.getCurrentRepetition());
        FakeStream stream = new FakeStream(4, 1).failing(10, 0, 0);
        Path file = folder.resolve("manifest.json");
        long records = recordsInAll();

        Manifest manifest = null;
        int runs = 0;
        while (manifest == null || !manifest.isComplete()) {
            StoppingSource source = new StoppingSource(chance.nextInt(TRIPS));
            source.delivery = delivery(stream, source, manifest);
            if (chance.nextBoolean()) {
                // Not only Ctrl-C: the stream itself may end a run, with requests under way.
                stream.denyAfter(chance.nextInt(40) + 5L);
            } else {
                stream.denyAfter(1_000_000);
            }
            ManifestFile.write(file, source.delivery.run().manifest);
            manifest = ManifestFile.read(file);
            assertThat(manifest.tally().records()).isEqualTo(stream.positions().size());
            if (++runs > 5) {
                stream.denyAfter(1_000_000);
                ManifestFile.write(
                        file, delivery(stream, SentRecords.source(TRIPS), manifest).run().manifest);
                manifest = ManifestFile.read(file);
            }
        }

        assertThat(stream.positions())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, records).boxed().collect(Collectors.toList()));
        assertThat(manifest.tally().records()).isEqualTo(records);
        assertThat(manifest.tally().trips()).isEqualTo(TRIPS);
        assertThat(manifest.unsent()).isEmpty();
    }

    @Test
    void tellsWhatTheJobWillMakeOfIt() throws Exception {
        FakeStream stream = new FakeStream(2, 1);
        Manifest manifest = delivery(stream, SentRecords.source(TRIPS), null).run().manifest;
        assertThat(manifest.isComplete()).isTrue();
        assertThat(manifest.tally().trips()).isEqualTo(TRIPS);
        assertThat(manifest.tally().rejected().counts()).hasSize(8);
    }

    @Test
    void keepsToTheWantedPace() throws Exception {
        FakeTime time = new FakeTime();
        delivery(
                        new FakeStream(2, 1),
                        SentRecords.source(TRIPS),
                        null,
                        new EventPace(0, 1000),
                        time)
                .run();
        assertThat(time.furthestSeconds()).isBetween(10.0, 10.4);
    }
}
