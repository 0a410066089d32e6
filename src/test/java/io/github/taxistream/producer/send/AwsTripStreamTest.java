package io.github.taxistream.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.cli.Problem;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS says, and what sending makes of it. */
class AwsTripStreamTest {

    private static final Shard SHARD =
            new Shard("shardId-000000000000", BigInteger.ZERO, BigInteger.ONE.shiftLeft(128));

    private static final List<StreamEntry> ONE =
            List.of(new StreamEntry(new byte[] {'{', '}'}, "1", false, SHARD, List.of()));

    private ScriptedKinesis kinesis;
    private AwsTripStream stream;

    @BeforeEach
    void start() throws Exception {
        kinesis = new ScriptedKinesis();
        stream =
                new AwsTripStream(
                        new Connection("us-east-1", URI.create(kinesis.endpoint()), null), "trips");
    }

    @AfterEach
    void stop() {
        stream.close();
        kinesis.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KMSThrottlingException",
                "ProvisionedThroughputExceededException",
                "LimitExceededException",
                "ThrottlingException",
                "TooManyRequestsException",
                "RequestLimitExceeded",
                "SlowDown"
            })
    void aThrottledRequestIsSentAgain(String code) throws Exception {
        kinesis.failing("PutRecords", 400, code);
        assertThat(stream.put(ONE)).hasSize(1).allMatch(EntryOutcome::isThrottled);
    }

    @Test
    void anAnswerOf429IsAThrottleWhateverItsName() throws Exception {
        kinesis.failing("PutRecords", 429, "SomethingNew");
        assertThat(stream.put(ONE)).hasSize(1).allMatch(EntryOutcome::isThrottled);
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException,true",
        "KMSThrottlingException,true",
        "InternalFailure,false"
    })
    void anEntryIsThrottledOrFailed(String code, boolean throttled) throws Exception {
        kinesis.on(
                "PutRecords",
                "{\"FailedRecordCount\":1,\"Records\":[{\"ErrorCode\":\""
                        + code
                        + "\",\"ErrorMessage\":\"x\"}]}");
        EntryOutcome outcome = stream.put(ONE).get(0);
        assertThat(outcome.isStored()).isFalse();
        assertThat(outcome.isThrottled()).isEqualTo(throttled);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalFailure", "503,ServiceUnavailable", "400,RequestTimeoutException"})
    void whetherAnEntryIsStoredIsUnknownAfterAServersError(int status, String code) {
        kinesis.failing("PutRecords", status, code);
        assertThatThrownBy(() -> stream.put(ONE)).isInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void anAnswerForFewerEntriesThanWereSentIsNone() {
        kinesis.on("PutRecords", "{\"FailedRecordCount\":0,\"Records\":[]}");
        assertThatThrownBy(() -> stream.put(ONE)).isInstanceOf(UnknownOutcomeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "KMSDisabledException", "ValidationException"})
    void whatTryingAgainCannotHelpEndsTheRun(String code) {
        kinesis.failing("PutRecords", 400, code);
        assertThatThrownBy(() -> stream.put(ONE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LimitExceededException", "KMSThrottlingException"})
    void listingTheShardsIsTriedAgainWhenItIsThrottled(String code) {
        kinesis.failing("ListShards", 400, code).failing("ListShards", 400, code);
        kinesis.on(
                "ListShards",
                "{\"Shards\":[{\"ShardId\":\"shardId-000000000000\",\"HashKeyRange\":"
                        + "{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"9\"},"
                        + "\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"1\"}}]}");
        assertThat(stream.openShards()).hasSize(1);
    }
}
