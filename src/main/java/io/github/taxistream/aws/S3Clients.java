package io.github.taxistream.aws;

import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients for S3. */
public final class S3Clients {

    private S3Clients() {}

    public static S3Client of(Connection connection) {
        return S3Client.builder()
                .region(connection.region())
                .credentialsProvider(connection.credentials())
                .endpointOverride(connection.endpoint())
                // Emulators have no names like bucket.localhost.
                .forcePathStyle(!connection.isAws())
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(Connection.http())
                .build();
    }
}
