package io.github.taxistream.aws;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/** Makes clients for Kinesis. */
public final class KinesisClients {

    private static final int ATTEMPTS = 5;

    private KinesisClients() {}

    /** A client that retries by itself, for requests that only ask. */
    public static KinesisClient retrying(Connection connection) {
        return builder(connection)
                .overrideConfiguration(
                        o ->
                                o.retryStrategy(
                                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                .maxAttempts(ATTEMPTS)
                                                .retryOnException(Throttles::isOne)
                                                .treatAsThrottling(Throttles::isOne)
                                                .build()))
                .build();
    }

    /**
     * A client that does not retry, for records. A request that is repeated after a time-out may
     * store its records twice, and that has to be counted.
     */
    public static KinesisClient trying(Connection connection) {
        return builder(connection)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static KinesisClientBuilder builder(Connection connection) {
        if (!connection.isAws()) {
            // kinesalite takes CBOR for data and stores garbage.
            System.setProperty("aws.cborEnabled", "false");
        }
        return KinesisClient.builder()
                .region(connection.region())
                .credentialsProvider(connection.credentials())
                .endpointOverride(connection.endpoint())
                .httpClient(Connection.http());
    }
}
