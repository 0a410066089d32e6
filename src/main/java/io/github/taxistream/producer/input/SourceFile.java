package io.github.taxistream.producer.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/** A file that trips are read from, wherever it lies. */
public interface SourceFile {

    /** Its name, as the user would write it. */
    String name();

    /** Its name, and what is known of it without reading, to tell it from another of the name. */
    default String identity() {
        return name();
    }

    /** Where it is, if it is on this machine. */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /**
     * Its bytes from the beginning. The stream never ends short: where fewer bytes come than the
     * file has, it throws.
     */
    InputStream open() throws IOException;

    /** The file for reading here and there, as Parquet must. */
    InputFile asParquet() throws IOException;
}
