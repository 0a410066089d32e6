package io.github.taxistream.producer.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/** A file that trips are read from, wherever it is. */
public interface SourceFile {

    /** Its name, as the user would write it. */
    String name();

    /**
     * Its name, and what is known about it without reading it, to tell it from another file of that
     * name.
     */
    default String identity() {
        return name();
    }

    /** Where it is, if it is on this machine. */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /**
     * Its bytes from the beginning. The stream never ends early: it throws if it gets fewer bytes
     * than the file has.
     */
    InputStream open() throws IOException;

    /** The file for reading at any position, as Parquet needs. */
    InputFile asParquet() throws IOException;
}
