package io.github.taxistream.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.avro.reflect.ReflectData;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;

/**
 * The same work in the way of most samples: POJOs, a stock watermark, a keyed window that
 * aggregates trip by trip, Avro Parquet. Late trips are dropped.
 */
final class SampleJob implements FlinkWork.Job {

    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("'pickup_date='yyyy-MM-dd'/pickup_hour='HH")
                    .withZone(ZoneOffset.UTC);

    @Override
    @SuppressWarnings("deprecation") // So that the source is the same as ours.
    public void define(StreamExecutionEnvironment env, Path output) {
        env.addSource(new RecordSource<>(new SampleSchema()))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<SampleRide>forBoundedOutOfOrderness(Duration.ofHours(1))
                                .withTimestampAssigner(
                                        (ride, arrival) -> ride.pickupSeconds() * 1000))
                .keyBy(ride -> ride.zone)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
                .aggregate(new AddUp(), new Label())
                .sinkTo(
                        FileSink.forBulkFormat(
                                        output, new ParquetWriterFactory<>(SampleJob::writer))
                                .withBucketAssigner(new Hours())
                                .build())
                .setParallelism(1);
    }

    /** As Flink's AvroParquetWriters, but for Hadoop's configuration, which is not here. */
    private static ParquetWriter<SampleTotals> writer(OutputFile file) throws IOException {
        return AvroParquetWriter.<SampleTotals>builder(file)
                .withSchema(ReflectData.get().getSchema(SampleTotals.class))
                .withDataModel(ReflectData.get())
                .withConf(new PlainParquetConfiguration(Map.of()))
                .build();
    }

    private static final class AddUp
            implements AggregateFunction<SampleRide, SampleTotals, SampleTotals> {

        private static final long serialVersionUID = 1L;

        @Override
        public SampleTotals createAccumulator() {
            return new SampleTotals();
        }

        @Override
        public SampleTotals add(SampleRide ride, SampleTotals totals) {
            return totals.add(ride);
        }

        @Override
        public SampleTotals getResult(SampleTotals totals) {
            return totals;
        }

        @Override
        public SampleTotals merge(SampleTotals one, SampleTotals other) {
            throw new UnsupportedOperationException("tumbling windows do not merge");
        }
    }

    private static final class Label
            extends ProcessWindowFunction<SampleTotals, SampleTotals, Integer, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Integer zone,
                ProcessWindowFunction<SampleTotals, SampleTotals, Integer, TimeWindow>.Context
                        context,
                Iterable<SampleTotals> totals,
                Collector<SampleTotals> out) {
            SampleTotals row = totals.iterator().next();
            row.zone = zone;
            row.hourStartMillis = context.window().getStart();
            out.collect(row);
        }
    }

    private static final class Hours implements BucketAssigner<SampleTotals, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String getBucketId(SampleTotals row, BucketAssigner.Context context) {
            return FOLDER.format(Instant.ofEpochMilli(row.hourStartMillis));
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
