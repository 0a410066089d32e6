package io.github.taxistream.producer.input;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.SeekableInputStream;

/** Reads a remote file at any position: one request for each position that is sought. */
final class RemoteSeekableStream extends SeekableInputStream {

    private static final int COPY_BUFFER = 1 << 16;

    private final RemoteFile file;
    private long wanted;
    private ResumingStream current;

    RemoteSeekableStream(RemoteFile file) {
        this.file = file;
    }

    @Override
    public long getPos() {
        return wanted;
    }

    @Override
    public void seek(long newPosition) {
        wanted = newPosition;
    }

    private ResumingStream stream() throws IOException {
        if (current != null && current.position() != wanted) {
            close();
        }
        if (current == null) {
            current = new ResumingStream(file, wanted);
        }
        return current;
    }

    @Override
    public int read() throws IOException {
        int value = stream().read();
        wanted += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = stream().read(bytes, offset, length);
        wanted += Math.max(0, read);
        return read;
    }

    @Override
    public void readFully(byte[] bytes) throws IOException {
        readFully(bytes, 0, bytes.length);
    }

    @Override
    public void readFully(byte[] bytes, int start, int length) throws IOException {
        if (readNBytes(bytes, start, length) < length) {
            throw new EOFException("it ends before byte " + wanted);
        }
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[Math.min(COPY_BUFFER, buffer.remaining())];
        int read = read(bytes, 0, bytes.length);
        if (read > 0) {
            buffer.put(bytes, 0, read);
        }
        return read;
    }

    @Override
    public void readFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (read(buffer) < 0) {
                throw new EOFException("it ends before byte " + wanted);
            }
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
