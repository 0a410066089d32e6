package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.producer.command.ShellSession;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A request that is stored, and whose answer is lost: sent again, and known by the manifest. */
@Timeout(120)
class LostAnswersIT {

    @TempDir Path folder;

    @Test
    void whatIsInTheStreamTwiceIsWhatTheManifestSaysMayBe() throws Exception {
        Path file = folder.resolve("manifest.json");
        Map<PayloadHash, Long> found;
        Fault lost = KinesisFaults.putUnanswered().times(3);
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 2);
                FaultProxy proxy = FaultProxy.inFrontOf(kinesis.endpoint())) {
            proxy.inject(lost);
            ShellSession shell = new ShellSession();
            assertThat(
                            shell.run(
                                    "generate",
                                    "--trips=5000",
                                    "--duplicate=20",
                                    "--stream=" + stream.name(),
                                    "--region=us-east-1",
                                    "--manifest=" + file,
                                    "--endpoint=" + proxy.endpoint()))
                    .as(shell.err())
                    .isZero();
            found = hashes(kinesis.endpoint(), stream.name());
        }
        assertThat(lost.happened()).isEqualTo(3);
        Manifest manifest = ManifestFile.read(file);
        long inStream = found.values().stream().mapToLong(Long::longValue).sum();
        long more = inStream - manifest.tally().records();
        assertThat(more).isPositive().isLessThanOrEqualTo(manifest.retriedAfterUnknownOutcome());
        long perhaps =
                manifest.tally().perhapsTwice().values().stream().mapToLong(Long::longValue).sum();
        assertThat(perhaps).isEqualTo(manifest.retriedAfterUnknownOutcome());
        found.forEach(
                (hash, times) ->
                        assertThat(times)
                                .isLessThanOrEqualTo(
                                        1
                                                + manifest.tally()
                                                        .duplicates()
                                                        .getOrDefault(hash, 0L)
                                                + manifest.tally()
                                                        .perhapsTwice()
                                                        .getOrDefault(hash, 0L)));
    }

    private static Map<PayloadHash, Long> hashes(URI endpoint, String stream) {
        Map<PayloadHash, Long> hashes = new HashMap<>();
        try (KinesisClient client =
                KinesisClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            for (Shard shard : client.listShards(l -> l.streamName(stream)).shards()) {
                for (Record record : records(client, stream, shard)) {
                    hashes.merge(PayloadHash.of(record.data().asByteArray()), 1L, Long::sum);
                }
            }
        }
        return hashes;
    }

    /** All records of a shard. */
    static List<Record> records(KinesisClient client, String stream, Shard shard) {
        List<Record> records = new ArrayList<>();
        String iterator =
                client.getShardIterator(
                                g ->
                                        g.streamName(stream)
                                                .shardId(shard.shardId())
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        // A page may be empty though there is more behind it.
        int emptyPages = 0;
        while (iterator != null && emptyPages < 5) {
            String from = iterator;
            GetRecordsResponse page = client.getRecords(g -> g.shardIterator(from));
            records.addAll(page.records());
            emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
            iterator = page.nextShardIterator();
        }
        return records;
    }
}
