package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.producer.command.ShellSession;
import io.github.taxistream.support.StreamRecords;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A request that is stored but whose response is lost is sent again, and the manifest says so. */
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
        try (StreamRecords streams = new StreamRecords(endpoint)) {
            for (Shard shard : streams.shards(stream)) {
                for (Record record : streams.of(stream, shard)) {
                    hashes.merge(PayloadHash.of(record.data().asByteArray()), 1L, Long::sum);
                }
            }
        }
        return hashes;
    }
}
