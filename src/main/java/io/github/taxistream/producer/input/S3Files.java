package io.github.taxistream.producer.input;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.Failures;
import io.github.taxistream.aws.S3Clients;
import io.github.taxistream.aws.S3Location;
import io.github.taxistream.cli.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files of trips in S3. */
public final class S3Files implements AutoCloseable {

    private final Connection connection;
    private S3Client client;

    public S3Files(Connection connection) {
        this.connection = connection;
    }

    /** Created only when needed: it needs a region, which local files do not. */
    private S3Client s3() {
        if (client == null) {
            client = S3Clients.of(connection);
        }
        return client;
    }

    /**
     * The files that a text like {@code s3://bucket/key} names: one file, the files of a glob, or
     * with a trailing slash all files below.
     *
     * @throws Problem if there is no such file
     */
    public List<SourceFile> resolve(String text) {
        S3Location location = S3Location.of(text);
        int star = firstWildcard(location.key());
        boolean isFolder = location.key().isEmpty() || location.key().endsWith("/");
        if (star < 0 && !isFolder) {
            return List.of(new S3File(location.bucket(), location.key()));
        }
        PathMatcher matcher =
                FileSystems.getDefault()
                        .getPathMatcher("glob:" + (isFolder ? "**" : location.key()));
        String prefix = star < 0 ? location.key() : location.key().substring(0, star);
        List<SourceFile> files;
        try {
            files =
                    s3()
                            .listObjectsV2Paginator(l -> l.bucket(location.bucket()).prefix(prefix))
                            .contents()
                            .stream()
                            .map(S3Object::key)
                            .filter(key -> !key.endsWith("/") && matcher.matches(Path.of(key)))
                            .sorted()
                            .map(key -> new S3File(location.bucket(), key))
                            .collect(Collectors.toList());
        } catch (SdkException e) {
            throw Failures.with("Bucket " + location.bucket(), connection.where(), e);
        }
        if (files.isEmpty()) {
            throw new Problem("No file matches " + text + ".");
        }
        return files;
    }

    private static int firstWildcard(String key) {
        for (int i = 0; i < key.length(); i++) {
            if ("*?[{".indexOf(key.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    /** One object. */
    private final class S3File extends RemoteFile {

        private final String bucket;
        private final String key;
        private String etag;

        S3File(String bucket, String key) {
            this.bucket = bucket;
            this.key = key;
        }

        @Override
        public String name() {
            return "s3://" + bucket + "/" + key;
        }

        @Override
        protected Part openAt(long offset) throws IOException {
            GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(key);
            if (offset > 0) {
                request.range("bytes=" + offset + "-").ifMatch(etag);
            }
            try {
                ResponseInputStream<GetObjectResponse> in = s3().getObject(request.build());
                etag = in.response().eTag();
                return new Part(
                        new FilterInputStream(in) {
                            @Override
                            public void close() {
                                // Closing would read the rest of the object first.
                                ((ResponseInputStream<?>) in).abort();
                            }
                        },
                        offset + in.response().contentLength());
            } catch (SdkException e) {
                throw new IOException(Failures.with(name(), connection.where(), e).getMessage(), e);
            }
        }
    }
}
