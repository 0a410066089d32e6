package io.github.taxistream.ledger.verify;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.Failures;
import io.github.taxistream.aws.S3Clients;
import io.github.taxistream.aws.S3Location;
import java.time.Instant;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

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
    public void forEach(String folder, BiConsumer<String, Instant> file) {
        try {
            s3
                    .listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix + folder + "/"))
                    .contents()
                    .stream()
                    .filter(object -> isFile(object.key().substring(prefix.length())))
                    .forEach(
                            object ->
                                    file.accept(
                                            object.key().substring(prefix.length()),
                                            object.lastModified()));
        } catch (SdkException e) {
            throw Failures.with("Bucket " + bucket, where, e);
        }
    }

    private static boolean isFile(String path) {
        return !OutputFiles.isHidden(path) && !path.endsWith("/");
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
