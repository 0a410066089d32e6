package io.github.taxistream.local;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a local Kinesis, as a test sees it: bytes go in, each to the shard of its key. */
public final class LocalStream implements AutoCloseable {

    private final KinesisClient client;
    private final String name;

    private LocalStream(KinesisClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Creates a stream and waits until it is there. */
    public static LocalStream create(URI endpoint, String name, int shards)
            throws InterruptedException {
        // Kinesalite stores what comes as CBOR as garbage.
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
        KinesisClient client =
                KinesisClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
        client.createStream(request -> request.streamName(name).shardCount(shards));
        client.waiter().waitUntilStreamExists(request -> request.streamName(name));
        LocalStream stream = new LocalStream(client, name);
        stream.awaitActive();
        return stream;
    }

    public String name() {
        return name;
    }

    /** Puts records, in this order where they go to the same shard. */
    public void put(String partitionKey, List<byte[]> records) {
        for (byte[] record : records) {
            client.putRecord(
                    request ->
                            request.streamName(name)
                                    .partitionKey(partitionKey)
                                    .data(SdkBytes.fromByteArray(record)));
        }
    }

    private void awaitActive() throws InterruptedException {
        while (client.describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
