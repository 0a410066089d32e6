package io.github.taxistream.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Decompresses Parquet's pages without Hadoop: Parquet's own factory goes through Hadoop's
 * Configuration, which needs classes that the producer's jar does not carry.
 */
final class ParquetCodecs implements CompressionCodecFactory {

    private static final Set<CompressionCodecName> READABLE =
            Set.of(
                    CompressionCodecName.UNCOMPRESSED,
                    CompressionCodecName.SNAPPY,
                    CompressionCodecName.GZIP,
                    CompressionCodecName.ZSTD,
                    CompressionCodecName.LZ4_RAW);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("only for reading");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        switch (codec) {
            case UNCOMPRESSED:
                return new PageDecompressor((page, size) -> page);
            case SNAPPY:
                return new PageDecompressor((page, size) -> Snappy.uncompress(page));
            case GZIP:
                return new PageDecompressor(ParquetCodecs::gunzip);
            case ZSTD:
                return new PageDecompressor(Zstd::decompress);
            case LZ4_RAW:
                return new PageDecompressor(ParquetCodecs::lz4);
            default:
                throw new UnsupportedOperationException("compressed by " + codec);
        }
    }

    /** Whether pages of a codec can be read. */
    static boolean canRead(CompressionCodecName codec) {
        return READABLE.contains(codec);
    }

    @Override
    public void release() {}

    /** This decompressor comes with Parquet's own reader, and is plain Java. */
    private static byte[] lz4(byte[] page, int size) {
        byte[] result = new byte[size];
        int length = new Lz4Decompressor().decompress(page, 0, page.length, result, 0, size);
        return Arrays.copyOf(result, length);
    }

    private static byte[] gunzip(byte[] page, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
            return in.readNBytes(size);
        }
    }

    private static final byte[] NOTHING = {};

    private interface Codec {
        byte[] decompress(byte[] page, int size) throws IOException;
    }

    private static final class PageDecompressor implements BytesInputDecompressor {

        private final Codec codec;

        PageDecompressor(Codec codec) {
            this.codec = codec;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            byte[] page = bytes.toInputStream().readAllBytes();
            return BytesInput.from(checked(page, decompressedSize));
        }

        @Override
        public void decompress(
                ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] page = new byte[compressedSize];
            input.get(page);
            output.put(checked(page, decompressedSize));
        }

        private byte[] checked(byte[] page, int size) throws IOException {
            // The second version of data pages has no values at all where all are null.
            byte[] result = size == 0 ? NOTHING : codec.decompress(page, size);
            if (result.length != size) {
                throw new EOFException("a page has " + result.length + " bytes instead of " + size);
            }
            return result;
        }

        @Override
        public void release() {}
    }
}
