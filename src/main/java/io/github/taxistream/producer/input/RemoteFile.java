package io.github.taxistream.producer.input;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file in a network. It is streamed and never kept as a whole; after a broken connection, reading
 * resumes where it broke.
 */
public abstract class RemoteFile implements SourceFile {

    /** Stands for an unknown length. */
    public static final long UNKNOWN_LENGTH = -1;

    /** A part of a file, from a byte to the end. */
    public static final class Part {

        final InputStream bytes;
        final long fileLength;

        /**
         * @param bytes from the byte asked for on
         * @param fileLength the length of the whole file, or {@link #UNKNOWN_LENGTH} if a broken
         *     connection shows by an exception and not by the length
         */
        public Part(InputStream bytes, long fileLength) {
            this.bytes = bytes;
            this.fileLength = fileLength;
        }
    }

    /**
     * Requests the file from a byte on.
     *
     * @throws IOException if it cannot be read, or is no longer the same file as at first
     */
    protected abstract Part openAt(long offset) throws IOException;

    @Override
    public InputStream open() throws IOException {
        return new ResumingStream(this, 0);
    }

    @Override
    public InputFile asParquet() throws IOException {
        long length;
        try (ResumingStream first = new ResumingStream(this, 0)) {
            length = first.fileLength();
        }
        if (length == UNKNOWN_LENGTH) {
            throw new IOException("its server does not say how long it is, which Parquet needs");
        }
        return new InputFile() {
            @Override
            public long getLength() {
                return length;
            }

            @Override
            public SeekableInputStream newStream() {
                return new RemoteSeekableStream(RemoteFile.this);
            }

            @Override
            public String toString() {
                return name();
            }
        };
    }
}
