package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.support.StreamRecords;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** The commands against a Kinesis that speaks the real protocol. */
class ProducerIT {

    private static LocalKinesis kinesis;
    private static String endpoint;
    private static StreamRecords streams;

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.cborEnabled", "false");
        kinesis = LocalKinesis.start();
        endpoint = kinesis.endpoint().toString();
        streams = new StreamRecords(kinesis.endpoint());
    }

    @AfterAll
    static void stop() throws Exception {
        streams.close();
        kinesis.close();
    }

    private void createStream(String stream) {
        createStream(stream, 4);
    }

    private void createStream(String stream, int shards) {
        assertThat(
                        shell.run(
                                "create-stream",
                                "--stream=" + stream,
                                "--shards=" + shards,
                                "--wait",
                                "--endpoint=" + endpoint))
                .as(shell.err())
                .isZero();
    }

    /** What the job's consumer would find in the stream. */
    private static Tally read(String stream) {
        TripParser parser = new TripParser(Duration.ofHours(1));
        Tally tally = new Tally();
        for (Shard shard : streams.shards(stream)) {
            for (UserRecord record :
                    UserRecord.deaggregate(records(stream, shard), first(shard), last(shard))) {
                byte[] bytes = new byte[record.getData().remaining()];
                record.getData().get(bytes);
                TripEnvelope envelope = parser.parse(bytes, System.currentTimeMillis(), "", "", "");
                if (envelope.isTrip()) {
                    tally.add(
                            new ZoneHourKey(
                                    envelope.trip().zoneId(), envelope.trip().hourStartMillis()),
                            ZoneHourTotals.of(envelope.trip()));
                } else {
                    tally.rejected().add(envelope.rejection().reason().id(), bytes);
                }
            }
        }
        return tally;
    }

    private static BigInteger first(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    private static BigInteger last(Shard shard) {
        return new BigInteger(shard.hashKeyRange().endingHashKey());
    }

    private static List<org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record>
            records(String stream, Shard shard) {
        return streams.of(stream, shard).stream()
                .map(
                        r ->
                                new org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis
                                                .model.Record()
                                        .withData(r.data().asByteBuffer())
                                        .withPartitionKey(r.partitionKey())
                                        .withSequenceNumber(r.sequenceNumber()))
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheManifestSaysIsInTheStream(boolean aggregate) {
        String stream = "trips-" + aggregate;
        createStream(stream);
        Path manifest = folder.resolve("manifest.json");
        String how = aggregate ? "--aggregate" : "--partition-key=zone";
        assertThat(
                        shell.run(
                                "generate",
                                "--trips=20000",
                                "--broken=5",
                                how,
                                "--stream=" + stream,
                                "--manifest=" + manifest,
                                "--endpoint=" + endpoint))
                .as(shell.err())
                .isZero();

        Manifest sent = ManifestFile.read(manifest);
        Tally found = read(stream);
        assertThat(sent.tally().trips()).isEqualTo(20_000);
        assertThat(found.sums().totals()).isEqualTo(sent.tally().sums().totals());
        assertThat(found.rejected()).isEqualTo(sent.tally().rejected());
    }

    @Test
    void aStreamIsMadeOnceAndWithOtherShardsRefused() {
        createStream("once");
        createStream("once");
        assertThat(shell.out()).contains("already");
        assertThat(
                        shell.run(
                                "create-stream",
                                "--stream=once",
                                "--shards=2",
                                "--endpoint=" + endpoint))
                .isEqualTo(1);
        assertThat(shell.err()).contains("with 4 shards and not with 2");
    }

    @Test
    void aMissingStreamOrEndpointIsASentence() {
        assertThat(shell.run("generate", "--trips=1", "--stream=none", "--endpoint=" + endpoint))
                .isEqualTo(1);
        assertThat(shell.err()).contains("There is no stream none at " + endpoint);
        assertThat(
                        shell.run(
                                "generate",
                                "--trips=1",
                                "--stream=none",
                                "--endpoint=http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(shell.err())
                .contains("http://127.0.0.1:1 cannot be reached for Stream none")
                .doesNotContain("\tat ");
    }

    @Test
    void aStreamThatIsSplitMeanwhileLosesNothing() throws Exception {
        createStream("split", 4);
        Path manifest = folder.resolve("manifest.json");
        Thread splitting =
                new Thread(
                        () -> {
                            Shard shard = streams.shards("split").get(0);
                            BigInteger middle = first(shard).add(last(shard)).shiftRight(1);
                            streams.client()
                                    .splitShard(
                                            s ->
                                                    s.streamName("split")
                                                            .shardToSplit(shard.shardId())
                                                            .newStartingHashKey(middle.toString()));
                        });
        splitting.start();
        assertThat(
                        shell.run(
                                "generate",
                                "--trips=20000",
                                "--rate=10000",
                                "--aggregate",
                                "--stream=split",
                                "--manifest=" + manifest,
                                "--endpoint=" + endpoint))
                .as(shell.err())
                .isZero();
        splitting.join();
        Manifest sent = ManifestFile.read(manifest);
        assertThat(sent.tally().trips()).isEqualTo(20_000);
        Tally found = read("split");
        assertThat(found.trips()).isEqualTo(20_000);
        assertThat(found.sums().totals()).isEqualTo(sent.tally().sums().totals());
    }
}
