package io.github.taxistream.sink;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourTotals;
import io.github.taxistream.trip.Zones;
import java.util.List;
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

    static final MessageType SCHEMA =
            Types.buildMessage()
                    .required(INT64)
                    .as(timestampType(false, TimeUnit.MILLIS))
                    .named("hour_start")
                    .required(INT32)
                    .named("zone_id")
                    .required(BINARY)
                    .as(stringType())
                    .named("borough")
                    .required(BINARY)
                    .as(stringType())
                    .named("zone")
                    .required(INT64)
                    .named("trips")
                    .required(INT64)
                    .named("passengers")
                    .required(INT64)
                    .named("duration_seconds")
                    .required(INT64)
                    .as(decimalType(2, 18))
                    .named("distance_miles")
                    .required(INT64)
                    .as(decimalType(2, 18))
                    .named("fare_amount")
                    .required(INT64)
                    .as(decimalType(2, 18))
                    .named("tip_amount")
                    .required(INT64)
                    .as(decimalType(2, 18))
                    .named("tolls_amount")
                    .required(INT64)
                    .as(decimalType(2, 18))
                    .named("total_amount")
                    .required(BINARY)
                    .as(stringType())
                    .named("pane")
                    .named("zone_hourly");

    /** The columns that are added up. */
    static final List<String> SUMS =
            List.of(
                    "trips",
                    "passengers",
                    "duration_seconds",
                    "distance_miles",
                    "fare_amount",
                    "tip_amount",
                    "tolls_amount",
                    "total_amount");

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
        ZoneHourTotals totals = row.totals();
        consumer.startMessage();
        column = 0;
        add(row.hourStartMillis());
        add(row.zoneId());
        add(Zones.borough(row.zoneId()));
        add(Zones.name(row.zoneId()));
        add(totals.trips());
        add(totals.passengers());
        add(totals.durationSeconds());
        add(totals.distanceHundredths());
        add(totals.fareCents());
        add(totals.tipCents());
        add(totals.tollsCents());
        add(totals.totalCents());
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
