package io.github.taxistream.producer.input;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a remote file from a position to its end. If the connection breaks, it is opened
 * again at the missing byte; a broken file is never mistaken for a shorter one.
 */
final class ResumingStream extends InputStream {

    /** Attempts without a single byte before giving up. */
    private static final int ATTEMPTS = 5;

    private final RemoteFile file;
    private final long fileLength;
    private InputStream current;
    private long position;

    ResumingStream(RemoteFile file, long from) throws IOException {
        this.file = file;
        this.position = from;
        RemoteFile.Part part = file.openAt(from);
        this.current = part.bytes;
        this.fileLength = part.fileLength;
    }

    long fileLength() {
        return fileLength;
    }

    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (current == null) {
                    current = file.openAt(position).bytes;
                }
                int read = current.read(bytes, offset, length);
                if (read > 0) {
                    position += read;
                    return read;
                }
                if (fileLength == RemoteFile.UNKNOWN_LENGTH || position >= fileLength) {
                    return -1;
                }
                last = new IOException("the connection was closed");
            } catch (IOException e) {
                last = e;
            }
            drop();
        }
        throw new IOException(
                "it broke off after "
                        + position
                        + (fileLength < 0 ? "" : " of " + fileLength)
                        + " bytes and could not be resumed: "
                        + last.getMessage(),
                last);
    }

    private void drop() {
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // The connection is broken already, so it is dropped.
            }
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
