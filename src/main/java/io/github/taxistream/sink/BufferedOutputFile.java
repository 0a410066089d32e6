package io.github.taxistream.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file that is written in few large pieces: parquet-java writes page headers and footers byte by
 * byte, and on a local path each byte would be a system call.
 */
final class BufferedOutputFile implements OutputFile {

    private static final int BUFFER_BYTES = 16 << 10;

    private final OutputFile file;

    BufferedOutputFile(OutputFile file) {
        this.file = file;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return new BufferedStream(file.create(blockSizeHint));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return new BufferedStream(file.createOrOverwrite(blockSizeHint));
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    private static final class BufferedStream extends PositionOutputStream {

        private final BufferedOutputStream buffer;
        private long position;

        BufferedStream(PositionOutputStream stream) throws IOException {
            buffer = new BufferedOutputStream(stream, BUFFER_BYTES);
            position = stream.getPos();
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int oneByte) throws IOException {
            buffer.write(oneByte);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffer.flush();
        }

        @Override
        public void close() throws IOException {
            buffer.close();
        }
    }
}
