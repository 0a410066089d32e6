package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.producer.send.ScriptedKinesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest goes on only with what it began with. */
class ResumeTest {

    private static final String ONE_SHARD =
            "{\"Shards\":[{\"ShardId\":\"shardId-000000000000\",\"HashKeyRange\":"
                    + "{\"StartingHashKey\":\"0\",\"EndingHashKey\":"
                    + "\"340282366920938463463374607431768211455\"},"
                    + "\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"1\"}}]}";

    private static final String STORED =
            "{\"FailedRecordCount\":0,\"Records\":[{\"ShardId\":\"shardId-000000000000\","
                    + "\"SequenceNumber\":\"1\"}]}";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();
    private ScriptedKinesis here;
    private ScriptedKinesis elsewhere;
    private Path csv;
    private Path manifest;

    @BeforeEach
    void sendOneTripIntoAStream() throws Exception {
        here = new ScriptedKinesis().on("ListShards", ONE_SHARD).on("PutRecords", STORED);
        elsewhere = new ScriptedKinesis().on("ListShards", ONE_SHARD).on("PutRecords", STORED);
        csv =
                Files.writeString(
                        folder.resolve("trips.csv"),
                        "tpep_pickup_datetime,PULocationID\n2024-01-31 10:00:00,132\n");
        manifest = folder.resolve("manifest.json");
        assertThat(replay("trips", here, "--manifest=" + manifest)).as(shell.err()).isZero();
    }

    @AfterEach
    void stop() {
        here.close();
        elsewhere.close();
    }

    private int replay(String stream, ScriptedKinesis kinesis, String more) {
        return shell.run(
                "replay",
                csv.toString(),
                "--stream=" + stream,
                "--region=us-east-1",
                "--endpoint=" + kinesis.endpoint(),
                more);
    }

    @Test
    void theSameStreamGoesOn() {
        assertThat(replay("trips", here, "--resume=" + manifest)).as(shell.err()).isZero();
        assertThat(here.asked()).containsOnlyOnce("PutRecords");
    }

    @Test
    void anotherStreamIsRefused() {
        assertThat(replay("other", here, "--resume=" + manifest)).isEqualTo(1);
        assertThat(shell.err())
                .contains(manifest + " is from a run into stream trips at " + here.endpoint())
                .contains("not into stream other");
    }

    @Test
    void theSameNameAtAnotherEndpointIsRefused() {
        assertThat(replay("trips", elsewhere, "--resume=" + manifest)).isEqualTo(1);
        assertThat(shell.err()).contains("stream trips at " + elsewhere.endpoint());
        assertThat(elsewhere.asked()).isEmpty();
    }

    @Test
    void aDryRunDoesNotStandForAStreamNorAStreamForADryRun() {
        assertThat(shell.run("replay", csv.toString(), "--dry-run", "--resume=" + manifest))
                .isEqualTo(1);
        assertThat(shell.err()).contains("not into a dry run");
        Path dry = folder.resolve("dry.json");
        assertThat(shell.run("replay", csv.toString(), "--dry-run", "--manifest=" + dry)).isZero();
        assertThat(replay("trips", here, "--resume=" + dry)).isEqualTo(1);
        assertThat(shell.err()).contains(dry + " is from a dry run");
    }

    @Test
    void aFileThatHasGrownMeanwhileIsAnotherInput() throws Exception {
        Files.writeString(
                csv,
                "tpep_pickup_datetime,PULocationID\n2024-01-31 09:00:00,1\n2024-01-31 10:00:00,1\n");
        assertThat(replay("trips", here, "--resume=" + manifest)).isEqualTo(1);
        assertThat(shell.err()).contains("is from another run");
    }

    @Test
    void whatIsNoManifestIsNamed() throws Exception {
        for (String text : List.of("", "[]", "{}", "{\"manifest_version\":1}", "PAR1")) {
            Path other = Files.writeString(folder.resolve("other"), text);
            assertThat(replay("trips", here, "--resume=" + other)).isBetween(1, 2);
            assertThat(shell.err()).contains(other.toString()).doesNotContain("\tat ");
            assertThat(other).hasContent(text);
        }
    }
}
