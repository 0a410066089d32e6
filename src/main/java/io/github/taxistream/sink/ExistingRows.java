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
 * Prevents a job without a savepoint from adding to the rows of another run: it would read the same
 * records again, and double every total.
 *
 * <p>Files become visible when a checkpoint completes, and from then on the job restarts from that
 * checkpoint. So files that are visible although there is no checkpoint are another run's, even
 * after failures before the first checkpoint.
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
     * @param savedStates where to look for a savepoint or checkpoint of the other run
     */
    public static ExistingRows refused(Path output, SavedStates savedStates) {
        return new ExistingRows(true, output.toString(), savedStates);
    }

    /** Rows of another run stay, and are added to. */
    public static ExistingRows addedTo() {
        return new ExistingRows(false, "", SavedStates.in(List.of()));
    }

    /**
     * To be called before a job without a savepoint is submitted.
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
     * To be called within a job without a savepoint. Unlike with {@link #requireNone()}, the job
     * fails for good: after a restart the rows would still be there.
     */
    void requireNoneInJob() throws IOException {
        try {
            requireNone();
        } catch (IllegalStateException e) {
            throw new SuppressRestartsException(e);
        }
    }

    /** A file of {@code zone_hourly} or {@code rejected} in the output, if there is one. */
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
            // Files with such a name are not yet, or never, part of the output.
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
