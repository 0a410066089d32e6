package io.github.taxistream.ledger.verify;

import java.util.List;

/** The files of a job's output, wherever it lies. For use by several threads at once. */
public interface OutputFiles extends AutoCloseable {

    /** Where the output lies, as the user would write it. */
    String location();

    /**
     * The files under a folder of the output, by their paths from the output's top, with slashes.
     * Hidden ones are left out: those of which a part of the path begins with a point or an
     * underscore.
     *
     * @throws io.github.taxistream.cli.Problem if they cannot be listed
     */
    List<String> list(String folder);

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
