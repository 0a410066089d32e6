package io.github.taxistream.producer.input;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.InputFile;

/** A file that trips are read from, wherever it lies. */
public interface SourceFile {

    /** Its name, as the user would write it. */
    String name();

    /**
     * Its bytes from the beginning. The stream never ends short: where fewer bytes come than the
     * file has, it throws.
     */
    InputStream open() throws IOException;

    /** The file for reading here and there, as Parquet must. */
    InputFile asParquet() throws IOException;
}
