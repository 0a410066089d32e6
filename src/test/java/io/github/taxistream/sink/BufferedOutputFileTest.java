package io.github.taxistream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.junit.jupiter.api.Test;

class BufferedOutputFileTest {

    private final RecordingFile file = new RecordingFile();

    @Test
    void singleBytesBecomeFewWrites() throws IOException {
        byte[] expected = new byte[100_000];
        try (PositionOutputStream stream = new BufferedOutputFile(file).create(0)) {
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (byte) i;
                stream.write(expected[i]);
            }
        }

        assertThat(file.bytes.toByteArray()).isEqualTo(expected);
        assertThat(file.writes).isLessThan(10);
    }

    @Test
    void positionCountsWhatIsStillInTheBuffer() throws IOException {
        try (PositionOutputStream stream = new BufferedOutputFile(file).createOrOverwrite(0)) {
            stream.write(1);
            stream.write(new byte[] {2, 3, 4, 5}, 1, 2);
            stream.write(new byte[50_000]);

            assertThat(stream.getPos()).isEqualTo(50_003);
        }
        assertThat(file.bytes.size()).isEqualTo(50_003);
    }

    @Test
    void flushHandsOnAllThatIsInTheBuffer() throws IOException {
        try (PositionOutputStream stream = new BufferedOutputFile(file).create(0)) {
            stream.write(new byte[] {1, 2, 3});
            stream.flush();

            assertThat(file.bytes.toByteArray()).containsExactly(1, 2, 3);
        }
    }

    private static final class RecordingFile implements OutputFile {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int writes;

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int oneByte) {
                    writes++;
                    bytes.write(oneByte);
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    writes++;
                    bytes.write(from, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
