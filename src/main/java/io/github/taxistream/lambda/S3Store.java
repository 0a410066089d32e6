package io.github.taxistream.lambda;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket, which the function only ever puts objects into. */
final class S3Store implements ObjectStore {

    private final S3Client client;
    private final String bucket;

    S3Store(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }
}
