package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.aws.Connection;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamCreationTest {

    private ScriptedKinesis kinesis;
    private StreamCreation creation;

    @BeforeEach
    void start() throws Exception {
        kinesis = new ScriptedKinesis();
        kinesis.failing("CreateStream", 400, "ResourceInUseException");
        creation =
                new StreamCreation(
                        new Connection("us-east-1", URI.create(kinesis.endpoint()), null));
    }

    @AfterEach
    void stop() {
        creation.close();
        kinesis.close();
    }

    /** As AWS answers: DescribeStream tells of a hundred shards at most. */
    private void thereIs(int openShards, String mode, String status) {
        String shards =
                IntStream.range(0, Math.min(100, openShards))
                        .mapToObj(
                                i ->
                                        "{\"ShardId\":\"shardId-"
                                                + i
                                                + "\",\"HashKeyRange\":{\"StartingHashKey\":\"0\","
                                                + "\"EndingHashKey\":\"9\"},\"SequenceNumberRange\":"
                                                + "{\"StartingSequenceNumber\":\"1\"}}")
                        .collect(Collectors.joining(","));
        String common =
                "\"StreamName\":\"trips\",\"StreamStatus\":\""
                        + status
                        + "\",\"StreamModeDetails\":{\"StreamMode\":\""
                        + mode
                        + "\"}";
        kinesis.on(
                "DescribeStream",
                "{\"StreamDescription\":{"
                        + common
                        + ",\"HasMoreShards\":"
                        + (openShards > 100)
                        + ",\"Shards\":["
                        + shards
                        + "]}}");
        kinesis.on(
                "DescribeStreamSummary",
                "{\"StreamDescriptionSummary\":{"
                        + common
                        + ",\"OpenShardCount\":"
                        + openShards
                        + "}}");
    }

    @Test
    void aStreamOfTwoHundredShardsIsThereAlready() {
        thereIs(200, "PROVISIONED", "ACTIVE");
        assertThat(creation.create("trips", 200)).contains("already");
    }

    @Test
    void oneOfOtherShardsIsRefusedWithTheirNumber() {
        thereIs(200, "PROVISIONED", "ACTIVE");
        assertThatThrownBy(() -> creation.create("trips", 100))
                .hasMessageContaining("with 200 shards and not with 100");
    }

    @Test
    void onDemandAndProvisionedAreNotTheSame() {
        thereIs(4, "ON_DEMAND", "ACTIVE");
        assertThat(creation.create("trips", 0)).contains("already");
        assertThatThrownBy(() -> creation.create("trips", 4)).hasMessageContaining("on demand");
    }

    @Test
    void oneThatIsJustBeingCreatedHasNoShardsYet() {
        thereIs(0, "PROVISIONED", "CREATING");
        assertThat(creation.create("trips", 4)).contains("already");
    }
}
