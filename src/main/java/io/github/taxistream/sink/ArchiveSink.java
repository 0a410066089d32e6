package io.github.taxistream.sink;

import io.github.taxistream.trip.ArchiveFormat;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * Writes every record as it arrived, with a newline, gzipped, into folders by the hour of arrival
 * in UTC. It does so like Firehose, but writes each record once, and so that it can be sent again
 * exactly.
 */
public final class ArchiveSink {

    private static final long MAX_PART_BYTES = 128L << 20;

    private ArchiveSink() {}

    /**
     * The sink for all records.
     *
     * @param output the job's output; the files come under {@code archive/} in it
     */
    public static FileSink<TripEnvelope> under(Path output) {
        return under(output, MAX_PART_BYTES);
    }

    /**
     * A sink with files of another size.
     *
     * @param maxPartBytes the compressed size after which a file is finished
     */
    static FileSink<TripEnvelope> under(Path output, long maxPartBytes) {
        return FileSink.<TripEnvelope>forBulkFormat(new Path(output, "archive"), GzipLines::new)
                .withBucketAssigner(new ArrivalTimePartition("yyyy/MM/dd/HH"))
                .withRollingPolicy(new BySizeAndCheckpoint(maxPartBytes))
                .withOutputFileConfig(new OutputFileConfig("part", ".json.gz"))
                .build();
    }

    private static final class GzipLines implements BulkWriter<TripEnvelope> {

        private static final int BUFFER_BYTES = 1 << 16;

        private final GZIPOutputStream gzip;

        GzipLines(FSDataOutputStream out) throws IOException {
            gzip = new GZIPOutputStream(out, BUFFER_BYTES);
        }

        @Override
        public void addElement(TripEnvelope envelope) throws IOException {
            ArchiveFormat.write(envelope.record().orElseThrow(), gzip);
        }

        @Override
        public void flush() throws IOException {
            gzip.flush();
        }

        /** The sink closes the stream below. */
        @Override
        public void finish() throws IOException {
            gzip.finish();
        }
    }

    private static final class BySizeAndCheckpoint
            extends CheckpointRollingPolicy<TripEnvelope, String> {

        private static final long serialVersionUID = 1L;

        private final long maxPartBytes;

        BySizeAndCheckpoint(long maxPartBytes) {
            this.maxPartBytes = maxPartBytes;
        }

        @Override
        public boolean shouldRollOnEvent(PartFileInfo<String> part, TripEnvelope envelope)
                throws IOException {
            return part.getSize() >= maxPartBytes;
        }

        @Override
        public boolean shouldRollOnProcessingTime(PartFileInfo<String> part, long nowMillis) {
            return false;
        }
    }
}
