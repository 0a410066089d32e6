package io.github.taxistream.ledger.verify;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.Failures;
import io.github.taxistream.aws.S3Clients;
import io.github.taxistream.aws.S3Location;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Output in S3. */
public final class S3Output implements OutputFiles {

    private final S3Client s3;
    private final String where;
    private final String bucket;
    private final String prefix;

    public S3Output(Connection connection, S3Location top) {
        this.s3 = S3Clients.of(connection);
        this.where = connection.where();
        this.bucket = top.bucket();
        this.prefix = top.key().isEmpty() || top.key().endsWith("/") ? top.key() : top.key() + "/";
    }

    @Override
    public String location() {
        return "s3://" + bucket + "/" + prefix;
    }

    @Override
    public List<String> list(String folder) {
        try {
            return s3
                    .listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix + folder + "/"))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(prefix.length()))
                    .filter(path -> !OutputFiles.isHidden(path) && !path.endsWith("/"))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (SdkException e) {
            throw Failures.with("Bucket " + bucket, where, e);
        }
    }

    @Override
    public byte[] read(String path) {
        try {
            return s3.getObjectAsBytes(g -> g.bucket(bucket).key(prefix + path)).asByteArray();
        } catch (SdkException e) {
            throw Failures.with("s3://" + bucket + "/" + prefix + path, where, e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
