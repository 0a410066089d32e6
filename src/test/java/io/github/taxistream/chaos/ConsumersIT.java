package io.github.taxistream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.lambda.Arrival;
import io.github.taxistream.lambda.LambdaPoller;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.StreamRecords;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The same stream by the job and by the Lambda function, both with a failure in the middle: the
 * figures of the table in {@code docs/aws.md}.
 */
@Timeout(600)
class ConsumersIT {

    @RegisterExtension static final ChaosWorld WORLD = new ChaosWorld();

    private static final StaticCredentialsProvider LOCAL =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private static final int RECORDS = 8_000;
    private static final int BATCH = 20;

    /** The number of the invocation whose response is lost when it has done all its work. */
    private static final int LOST = 202;

    /**
     * When the first trip was sent, with those of New York's midnight; then one in nine seconds.
     */
    private static final Instant FIRST_ARRIVAL = Instant.parse("2024-01-31T05:00:00Z");

    private static final int SECONDS_PER_RECORD = 9;

    @Test
    void theTableOfTheConsumersIsWhatTheyMakeOfTheSameTrips() throws Exception {
        SentRecords sent = new SentRecords(13, true);
        LocalStream stream = LocalStream.create(WORLD.kinesis(), "consumers", 2);
        RecordFlow firstHalf = RecordFlow.of(stream, sent, RECORDS / 2);
        try (ChaosScenario job = ChaosScenario.of(WORLD, stream, firstHalf).start(2)) {
            Fault lost = S3Faults.commitUnanswered().times(1);
            WORLD.jobsS3().inject(lost);
            try (RecordFlow secondHalf = RecordFlow.of(stream, sent, RECORDS / 2)) {
                secondHalf.stop();
            }
            job.awaitEnd(lost);
            job.failAndRecover(WORLD::replaceOneTaskManager);
            job.mustBeExact();

            LambdaPoller lambda = lambda();
            arrivals(sent.all()).forEach(lambda::read);

            ConsumersTable table =
                    new ConsumersTable(
                            sent, job.output(), WORLD.bucket().resolve("lambda"), lambda);
            Files.write(Path.of("target/consumers.md"), table.lines());
            assertThat(table.functionsZoneHours()).containsExactlyElementsOf(sent.zoneHours());
            assertThat(table.functionsRejected()).hasSize(sent.rejected().size());
            assertThat(lambda.retries()).isEqualTo(1);
            assertThat(Files.readAllLines(Path.of("docs/aws.md")))
                    .as("the table in target/consumers.md")
                    .containsAll(table.linesThatNeverVary());
        }
    }

    private static LambdaPoller lambda() {
        S3ClientBuilder s3 =
                S3Client.builder()
                        .endpointOverride(WORLD.s3())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LOCAL);
        return LambdaPoller.of(
                        Map.of(
                                "OUTPUT_PATH",
                                "s3://taxi/lambda",
                                // The job's records came today, so none of its trips is too early.
                                "TIME_FUTURE_TOLERANCE",
                                "60 d"),
                        s3,
                        BATCH)
                .losingResponses(number -> number == LOST);
    }

    /** The stream's records by shard, with the arrival that they would have had when sent live. */
    private static Map<String, List<Arrival>> arrivals(List<byte[]> sent) {
        Map<ByteBuffer, Deque<Integer>> places = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            places.computeIfAbsent(ByteBuffer.wrap(sent.get(i)), any -> new ArrayDeque<>()).add(i);
        }
        Map<String, List<Arrival>> arrivals = new TreeMap<>();
        try (StreamRecords streams = new StreamRecords(WORLD.kinesis())) {
            for (Shard shard : streams.shards("consumers")) {
                List<Arrival> ofShard = new ArrayList<>();
                for (Record record : streams.of("consumers", shard)) {
                    ByteBuffer data = ByteBuffer.wrap(record.data().asByteArray());
                    long place = places.get(data).remove();
                    ofShard.add(
                            new Arrival(
                                    record.sequenceNumber(),
                                    FIRST_ARRIVAL.plusSeconds(place * SECONDS_PER_RECORD),
                                    data));
                }
                arrivals.put(shard.shardId(), ofShard);
            }
        }
        return arrivals;
    }
}
