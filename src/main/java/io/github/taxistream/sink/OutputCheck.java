package io.github.taxistream.sink;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Writes and removes a small file before the job starts, so that a mistake is a sentence and not a
 * job that restarts for ever.
 */
public final class OutputCheck {

    private static final long PATIENCE_SECONDS = 40;

    private OutputCheck() {}

    /**
     * Returns if files can be written.
     *
     * @throws IllegalStateException with a sentence that names the path, if nothing can be written
     *     there
     */
    public static void requireWritable(Path output) {
        CompletableFuture<Void> probe = new CompletableFuture<>();
        // S3A tries for minutes before it says that an endpoint cannot be reached.
        Thread thread = new Thread(() -> write(output, probe), "output-check");
        thread.setDaemon(true);
        thread.start();
        try {
            probe.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    String.format(
                            "nothing could be written to %s within %d s: can its endpoint be"
                                    + " reached (s3.endpoint, AWS_REGION)?",
                            output, PATIENCE_SECONDS),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(sentence(output, e.getCause()), e.getCause());
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
        } catch (IOException | RuntimeException e) {
            probe.completeExceptionally(e);
        }
    }

    private static String sentence(Path output, Throwable cause) {
        if (cause instanceof UnsupportedFileSystemSchemeException) {
            return String.format(
                    "Flink has no file system for %s: put flink-s3-fs-hadoop into a folder of its"
                            + " own under plugins/",
                    output);
        }
        String reason = String.valueOf(cause.getMessage());
        int end = reason.indexOf('\n');
        return String.format(
                "nothing can be written to %s: %s",
                output, end < 0 ? reason : reason.substring(0, end));
    }
}
