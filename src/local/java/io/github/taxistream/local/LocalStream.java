package io.github.taxistream.local;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of a local Kinesis, as a test sees it: bytes go in, each to the shard of its key. */
public final class LocalStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KinesisClient client;
    private final String name;

    private LocalStream(KinesisClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Creates a stream and waits until it is there. */
    public static LocalStream create(URI endpoint, String name, int shards)
            throws InterruptedException {
        LocalStream stream = open(endpoint, name);
        stream.client.createStream(request -> request.streamName(name).shardCount(shards));
        stream.awaitActive();
        return stream;
    }

    /** Connects to an existing stream. */
    public static LocalStream open(URI endpoint, String name) {
        // Kinesalite stores garbage for what comes as CBOR.
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
        return new LocalStream(client(endpoint), name);
    }

    /** A client for an emulator, which the caller closes. */
    public static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
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

    /**
     * Puts up to 500 records at once, each to the shard of its own key.
     *
     * @throws IllegalStateException if one of them was refused
     */
    public void put(List<PutRecordsRequestEntry> records) {
        PutRecordsResponse response =
                client.putRecords(request -> request.streamName(name).records(records));
        if (response.failedRecordCount() > 0) {
            throw new IllegalStateException("records were refused: " + response);
        }
    }

    /**
     * Puts records into one shard, in this order.
     *
     * @param shardId one of {@link #openShards()}
     */
    public void putInto(String shardId, List<byte[]> records) {
        String hashKey = open(shardId).hashKeyRange().startingHashKey();
        put(
                records.stream()
                        .map(
                                record ->
                                        PutRecordsRequestEntry.builder()
                                                .partitionKey("any")
                                                .explicitHashKey(hashKey)
                                                .data(SdkBytes.fromByteArray(record))
                                                .build())
                        .collect(Collectors.toList()));
    }

    /** The ids of the shards that take records, in the order of their keys. */
    public List<String> openShards() {
        return openShardsByKey().map(Shard::shardId).collect(Collectors.toList());
    }

    /** Splits a shard in the middle of its keys. */
    public void split(String shardId) throws InterruptedException {
        Shard parent = open(shardId);
        BigInteger first = new BigInteger(parent.hashKeyRange().startingHashKey());
        BigInteger last = new BigInteger(parent.hashKeyRange().endingHashKey());
        client.splitShard(
                request ->
                        request.streamName(name)
                                .shardToSplit(shardId)
                                .newStartingHashKey(first.add(last).shiftRight(1).toString()));
        awaitActive();
    }

    /** Merges two shards that are neighbours in {@link #openShards()}. */
    public void merge(String shardId, String nextShardId) throws InterruptedException {
        client.mergeShards(
                request ->
                        request.streamName(name)
                                .shardToMerge(shardId)
                                .adjacentShardToMerge(nextShardId));
        awaitActive();
    }

    private Shard open(String shardId) {
        return openShardsByKey().filter(s -> s.shardId().equals(shardId)).findFirst().get();
    }

    private Stream<Shard> openShardsByKey() {
        return client.listShards(request -> request.streamName(name)).shards().stream()
                .filter(s -> s.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(
                        Comparator.comparing(
                                s -> new BigInteger(s.hashKeyRange().startingHashKey())));
    }

    private void awaitActive() throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (client.describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        String.format(
                                "stream %s is not active within %d seconds",
                                name, PATIENCE.toSeconds()));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
