package io.github.taxistream.ledger.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** The files of a job's output, wherever it lies. For use by several threads at once. */
public interface OutputFiles extends AutoCloseable {

    /** Where the output lies, as the user would write it. */
    String location();

    /**
     * Goes through the files under a folder of the output, in no particular order. Hidden ones are
     * left out: those of which a part of the path begins with a point or an underscore.
     *
     * @param folder a folder of the output
     * @param file takes each file's path from the output's top, with slashes, and when the file was
     *     last written
     * @throws io.github.taxistream.cli.Problem if they cannot be listed
     */
    void forEach(String folder, BiConsumer<String, Instant> file);

    /**
     * The paths of the files under a folder of the output, sorted.
     *
     * @throws io.github.taxistream.cli.Problem if they cannot be listed
     * @see #forEach
     */
    default List<String> list(String folder) {
        List<String> paths = new ArrayList<>();
        forEach(folder, (path, written) -> paths.add(path));
        Collections.sort(paths);
        return paths;
    }

    /**
     * The bytes of a file.
     *
     * @throws io.github.taxistream.cli.Problem if it cannot be read
     */
    byte[] read(String path);

    @Override
    default void close() {}

    /** Whether a part of a path makes it hidden. */
    static boolean isHidden(String path) {
        for (String part : path.split("/", -1)) {
            if (part.startsWith(".") || part.startsWith("_")) {
                return true;
            }
        }
        return false;
    }
}
