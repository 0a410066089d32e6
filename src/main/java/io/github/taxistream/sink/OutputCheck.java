package io.github.taxistream.sink;

import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Writes and removes a small file before the job starts, so that a mistake is reported in a
 * sentence, and not by a job that restarts forever.
 */
public final class OutputCheck {

    private static final long PATIENCE_SECONDS = 30;

    /** The message of S3 itself, within those of its client and of Flink's file system. */
    private static final Pattern S3_ERROR =
            Pattern.compile("AmazonS3Exception: (.*?) \\(Service: .*?Error Code: (\\w+)");

    private OutputCheck() {}

    /**
     * Returns if files can be written.
     *
     * @param output where files will be written
     * @param s3Endpoint where S3 is, if the output is there
     * @throws IllegalStateException with a sentence that names both, if nothing can be written
     */
    public static void requireWritable(Path output, String s3Endpoint) {
        String scheme = String.valueOf(output.toUri().getScheme());
        String place = scheme.startsWith("s3") ? output + " at " + s3Endpoint : output.toString();

        CompletableFuture<Void> probe = new CompletableFuture<>();
        // S3A retries for minutes before it reports that an endpoint cannot be reached.
        Thread thread = new Thread(() -> write(output, probe), "output-check");
        thread.setDaemon(true);
        thread.start();
        try {
            probe.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    String.format(
                            "nothing could be written to %s within %d s: it cannot be reached, or"
                                    + " s3.endpoint is wrong",
                            place, PATIENCE_SECONDS),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(sentence(place, e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking " + output, e);
        }
    }

    private static void write(Path output, CompletableFuture<Void> probe) {
        try {
            FileSystem files = output.getFileSystem();
            Path file = new Path(output, ".write-check-" + UUID.randomUUID());
            try (FSDataOutputStream out = files.create(file, FileSystem.WriteMode.OVERWRITE)) {
                out.write('\n');
            }
            files.delete(file, false);
            probe.complete(null);
        } catch (IOException | RuntimeException | LinkageError e) {
            probe.completeExceptionally(e);
        }
    }

    private static String sentence(String place, Throwable cause) {
        if (cause instanceof UnsupportedFileSystemSchemeException) {
            return String.format(
                    "Flink has no file system for %s: put flink-s3-fs-hadoop into a folder of its"
                            + " own under plugins/",
                    place);
        }
        String reason = FailureWords.of(cause);
        if (reason.contains("No AWS Credentials provided")) {
            return String.format(
                    "no AWS credentials to write to %s: set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, a profile or a role; a Flink of your own also"
                            + " needs fs.s3a.aws.credentials.provider as in flink-conf/config.yaml",
                    place);
        }
        Matcher s3 = S3_ERROR.matcher(reason);
        return String.format(
                "nothing can be written to %s: %s",
                place,
                s3.find() ? s3.group(1) + " (" + s3.group(2) + ")" : reason.split("\n", 2)[0]);
    }
}
