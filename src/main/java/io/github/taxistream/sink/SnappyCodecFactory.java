package io.github.taxistream.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses pages by calling Snappy directly: parquet-java goes through Hadoop's codecs. */
final class SnappyCodecFactory implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.SNAPPY) {
            throw new IllegalArgumentException("only SNAPPY is written, not " + codec);
        }
        return new SnappyCompressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public void release() {}

    private static final class SnappyCompressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) page.size());
            page.writeAllTo(bytes);
            return BytesInput.from(Snappy.compress(bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        public void release() {}
    }
}
