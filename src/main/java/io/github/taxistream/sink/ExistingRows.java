package io.github.taxistream.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Keeps a job that begins anew from adding to the rows of another run: it would read the same
 * records once more, and double every total.
 *
 * <p>Files become visible when a checkpoint is complete, and from then on the job is restored from
 * that checkpoint. So whatever is visible when there is nothing to restore was written by another
 * run, even after failures before the first checkpoint.
 */
public final class ExistingRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final boolean areRefused;
    private final String output;
    private final SavedStates savedStates;

    private ExistingRows(boolean areRefused, String output, SavedStates savedStates) {
        this.areRefused = areRefused;
        this.output = output;
        this.savedStates = savedStates;
    }

    /**
     * Rows of another run are refused.
     *
     * @param output the job's output
     * @param savedStates where to look for what the other run could go on from
     */
    public static ExistingRows refused(Path output, SavedStates savedStates) {
        return new ExistingRows(true, output.toString(), savedStates);
    }

    /** Rows of another run stay, and are added to. */
    public static ExistingRows addedTo() {
        return new ExistingRows(false, "", SavedStates.in(List.of()));
    }

    /**
     * Called before a job that begins anew is submitted.
     *
     * @throws IllegalStateException with a sentence, if there are rows of another run
     */
    public void requireNone() throws IOException {
        Optional<Path> file = areRefused ? find(output) : Optional.empty();
        if (file.isPresent()) {
            throw new IllegalStateException(sentence(file.get()));
        }
    }

    /**
     * Called within a job that begins anew. Other than after {@link #requireNone()} the job ends
     * for good: there would be such rows after a restart as well.
     */
    void requireNoneInJob() throws IOException {
        try {
            requireNone();
        } catch (IllegalStateException e) {
            throw new SuppressRestartsException(e);
        }
    }

    /** A file of {@code zone_hourly} or {@code rejected} in an output, if there is one. */
    public static Optional<String> in(String output) throws IOException {
        return find(output).map(ExistingRows::shortName);
    }

    private static Optional<Path> find(String output) throws IOException {
        Path root = new Path(output);
        FileSystem files = root.getFileSystem();
        Optional<Path> row = firstFile(files, new Path(root, ZoneHourParquetSink.FOLDER));
        return row.isPresent() ? row : firstFile(files, new Path(root, RejectedSink.FOLDER));
    }

    private static Optional<Path> firstFile(FileSystem files, Path folder) throws IOException {
        FileStatus[] children;
        try {
            children = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        if (children == null) {
            return Optional.empty();
        }
        for (FileStatus child : children) {
            // What begins so is not yet, or will never be, part of the output.
            if (child.getPath().getName().matches("[._].*")) {
                continue;
            }
            Optional<Path> file =
                    child.isDir()
                            ? firstFile(files, child.getPath())
                            : Optional.of(child.getPath());
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    private static String shortName(Path file) {
        return file.getParent().getName() + "/" + file.getName();
    }

    private String sentence(Path file) {
        return String.format(
                "the output %s has rows of an earlier run (%s), and a job that begins anew would"
                        + " count the same trips again: go on from that run's savepoint or"
                        + " checkpoint%s, choose another output.path, or set output.existing to ADD"
                        + " to keep these rows and add to them",
                output,
                shortName(file),
                savedStates
                        .newest()
                        .map(state -> " (the newest of any job here is " + state + ")")
                        .orElse(""));
    }
}
