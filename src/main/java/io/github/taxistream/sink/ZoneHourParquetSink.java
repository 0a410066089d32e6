package io.github.taxistream.sink;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.ZoneHour;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Writes the rows of {@code zone_hourly} as Parquet, in folders by the date and hour of pickup. */
public final class ZoneHourParquetSink {

    static final String FOLDER = "zone_hourly";

    /**
     * Few enough for any process, and more than any job needs at once, except for a backfill of
     * months.
     */
    private static final int MOST_OPEN_FILES = 2_000;

    private ZoneHourParquetSink() {}

    /** A sink for an output that may hold rows of other runs. */
    public static Sink<ZoneHour> under(Path output) {
        return under(output, ExistingRows.addedTo());
    }

    /**
     * The sink for rows of {@code zone_hourly}.
     *
     * @param output the job's output; the files come under {@code zone_hourly/} in it
     * @param existing what to do about rows of another run
     */
    public static Sink<ZoneHour> under(Path output, ExistingRows existing) {
        return new FewOpenFiles(files(output, writers()), MOST_OPEN_FILES, existing);
    }

    static FileSink<ZoneHour> files(Path output, BulkWriter.Factory<ZoneHour> writers) {
        return FileSink.forBulkFormat(new Path(output, FOLDER), writers)
                .withBucketAssigner(new ZoneHourPartition())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig("part", ".parquet"))
                .build();
    }

    /** Creates the writer of each file. */
    static BulkWriter.Factory<ZoneHour> writers() {
        BulkWriter.Factory<ZoneHour> parquet =
                new ParquetWriterFactory<>(
                        file -> new Builder(new BufferedOutputFile(file)).build());
        return out -> new HourWriter(out, parquet);
    }

    /** Builds a writer without Hadoop's configuration, whose classes are not in the job's jar. */
    static final class Builder extends ParquetWriter.Builder<ZoneHour, Builder> {

        /** A file holds at most the 265 zones of an hour in three panes: pages are small. */
        private static final int PAGE_BYTES = 64 << 10;

        Builder(OutputFile file) {
            super(file);
            withConf(new PlainParquetConfiguration(Map.of()));
            withCompressionCodec(CompressionCodecName.SNAPPY);
            withCodecFactory(new SnappyCodecFactory());
            withPageSize(PAGE_BYTES);
            withDictionaryPageSize(PAGE_BYTES);
            // Sums hardly repeat, so a dictionary of them does not make a file smaller.
            Measure.ALL.forEach(measure -> withDictionaryEncoding(measure.column(), false));
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @Deprecated
        protected WriteSupport<ZoneHour> getWriteSupport(
                org.apache.hadoop.conf.Configuration conf) {
            return new ZoneHourWriteSupport();
        }

        @Override
        protected WriteSupport<ZoneHour> getWriteSupport(ParquetConfiguration conf) {
            return new ZoneHourWriteSupport();
        }
    }
}
