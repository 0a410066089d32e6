package io.github.taxistream.sink;

import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The savepoints and checkpoints that jobs have left in certain folders. */
public final class SavedStates implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Flink's name for the file that each savepoint and checkpoint has. */
    private static final String METADATA = "_metadata";

    private final ArrayList<String> folders;

    private SavedStates(List<String> folders) {
        this.folders = new ArrayList<>(folders);
    }

    /**
     * The saved states in these folders, in Flink's layout: {@code savepoint-…} or {@code
     * <job>/chk-<number>}.
     */
    public static SavedStates in(List<String> folders) {
        return new SavedStates(folders);
    }

    /** The one that was completed last; empty if there is none, or if a folder cannot be read. */
    public Optional<String> newest() {
        List<FileStatus> found = new ArrayList<>();
        for (String folder : folders) {
            try {
                Path path = new Path(folder);
                collect(path.getFileSystem(), path, 2, found);
            } catch (IOException | RuntimeException e) {
                // It is only mentioned in a message about something else.
            }
        }
        return found.stream()
                .max(Comparator.comparingLong(FileStatus::getModificationTime))
                .map(metadata -> metadata.getPath().getParent().toString());
    }

    private static void collect(FileSystem files, Path folder, int depth, List<FileStatus> found)
            throws IOException {
        FileStatus[] children = files.listStatus(folder);
        for (FileStatus child : children == null ? new FileStatus[0] : children) {
            if (child.isDir() && depth > 0) {
                collect(files, child.getPath(), depth - 1, found);
            } else if (child.getPath().getName().equals(METADATA)) {
                found.add(child);
            }
        }
    }

    /**
     * Returns if a job can resume from this place.
     *
     * @param place a savepoint or checkpoint as {@code --from} or {@code -s} names it: its folder,
     *     or the file in it
     * @throws IllegalStateException with a sentence, if there is no such state
     */
    public static void require(String place) {
        try {
            Path path = new Path(place);
            FileSystem files = path.getFileSystem();
            if (files.exists(new Path(path, METADATA))) {
                return;
            }
            if (files.exists(path) && !files.getFileStatus(path).isDir()) {
                return;
            }
            throw new IllegalStateException(
                    String.format(
                            "there is no savepoint or checkpoint at %s: that is a folder with a"
                                    + " file %s%s",
                            place,
                            METADATA,
                            in(List.of(place))
                                    .newest()
                                    .map(newest -> ", like " + newest)
                                    .orElse("")));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "the savepoint at %s cannot be read: %s", place, FailureWords.of(e)),
                    e);
        }
    }
}
