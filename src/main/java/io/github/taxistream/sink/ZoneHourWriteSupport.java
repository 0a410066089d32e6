package io.github.taxistream.sink;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.Zones;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** The columns of {@code zone_hourly}, and how a row is written into them. */
final class ZoneHourWriteSupport extends WriteSupport<ZoneHour> {

    /** As many digits as always fit into a long. */
    private static final int DIGITS = 18;

    static final MessageType SCHEMA = schema();

    private static MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        schema.required(INT64).as(timestampType(false, TimeUnit.MILLIS)).named("hour_start");
        schema.required(INT32).named("zone_id");
        schema.required(BINARY).as(stringType()).named("borough");
        schema.required(BINARY).as(stringType()).named("zone");
        for (Measure measure : Measure.ALL) {
            schema.required(INT64)
                    .as(measure.scale() == 0 ? null : decimalType(measure.scale(), DIGITS))
                    .named(measure.column());
        }
        schema.required(BINARY).as(stringType()).named("pane");
        return schema.named("zone_hourly");
    }

    private RecordConsumer consumer;
    private int column;

    @Override
    @Deprecated
    public WriteContext init(Configuration conf) {
        return init();
    }

    @Override
    public WriteContext init(ParquetConfiguration conf) {
        return init();
    }

    private static WriteContext init() {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(ZoneHour row) {
        consumer.startMessage();
        column = 0;
        add(row.hourStartMillis());
        add(row.zoneId());
        add(Zones.borough(row.zoneId()));
        add(Zones.name(row.zoneId()));
        for (Measure measure : Measure.ALL) {
            add(row.totals().get(measure));
        }
        add(row.pane().id());
        consumer.endMessage();
    }

    private void add(long value) {
        start();
        consumer.addLong(value);
        end();
    }

    private void add(int value) {
        start();
        consumer.addInteger(value);
        end();
    }

    private void add(String value) {
        start();
        consumer.addBinary(Binary.fromString(value));
        end();
    }

    private void start() {
        consumer.startField(SCHEMA.getFieldName(column), column);
    }

    private void end() {
        consumer.endField(SCHEMA.getFieldName(column), column);
        column++;
    }
}
