package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.RecordWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Takes one column's values into records, by the column's type. */
final class ParquetValue {

    private static final int JULIAN_DAY_1970 = 2_440_588;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes the value that a reader stands at. */
    private interface Copy {
        void copy(ColumnReader from, RecordWriter to, Member member);
    }

    private final Member member;
    private final Copy copy;

    private ParquetValue(Member member, Copy copy) {
        this.member = member;
        this.copy = copy;
    }

    /**
     * How to take a column's values.
     *
     * @throws Problem if its type is none that the TLC's files have or had
     */
    static ParquetValue of(String file, Member member, PrimitiveType type) {
        Copy copy = copy(type);
        if (copy == null) {
            throw new Problem(
                    file
                            + " has a column of a type that trips do not have: "
                            + type.toString().trim());
        }
        return new ParquetValue(member, copy);
    }

    Member member() {
        return member;
    }

    void write(ColumnReader from, RecordWriter to) {
        copy.copy(from, to, member);
    }

    private static Copy copy(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        switch (type.getPrimitiveTypeName()) {
            case INT32:
                return logical instanceof DecimalLogicalTypeAnnotation
                        ? decimal((DecimalLogicalTypeAnnotation) logical, true)
                        : (from, to, member) -> to.whole(member, from.getInteger());
            case INT64:
                return int64(logical);
            case DOUBLE:
                return (from, to, member) -> to.number(member, from.getDouble());
            case FLOAT:
                // By its own shortest text: as a double 0.3f has 17 digits.
                return (from, to, member) ->
                        to.number(member, Double.parseDouble(Float.toString(from.getFloat())));
            case BINARY:
                return (from, to, member) -> to.text(member, from.getBinary().toStringUsingUTF8());
            case INT96:
                return (from, to, member) ->
                        to.time(member, int96Seconds(from.getBinary().toByteBuffer()));
            default:
                return null;
        }
    }

    private static Copy int64(LogicalTypeAnnotation logical) {
        if (logical instanceof TimestampLogicalTypeAnnotation) {
            long unitsPerSecond =
                    unitsPerSecond(((TimestampLogicalTypeAnnotation) logical).getUnit());
            return (from, to, member) ->
                    to.time(member, Math.floorDiv(from.getLong(), unitsPerSecond));
        }
        if (logical instanceof DecimalLogicalTypeAnnotation) {
            return decimal((DecimalLogicalTypeAnnotation) logical, false);
        }
        return (from, to, member) -> to.whole(member, from.getLong());
    }

    private static Copy decimal(DecimalLogicalTypeAnnotation type, boolean isInt) {
        int scale = type.getScale();
        return (from, to, member) -> {
            long unscaled = isInt ? from.getInteger() : from.getLong();
            to.decimal(member, BigDecimal.valueOf(unscaled, scale).toPlainString());
        };
    }

    private static long unitsPerSecond(LogicalTypeAnnotation.TimeUnit unit) {
        switch (unit) {
            case MILLIS:
                return 1_000L;
            case MICROS:
                return 1_000_000L;
            case NANOS:
                return NANOS_PER_SECOND;
        }
        throw new AssertionError(unit);
    }

    /** The old form of Spark and Impala: nanoseconds of the day, and the Julian day. */
    private static long int96Seconds(ByteBuffer value) {
        ByteBuffer littleEndian = value.order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = littleEndian.getLong();
        long day = littleEndian.getInt() - (long) JULIAN_DAY_1970;
        return day * 86_400 + nanosOfDay / NANOS_PER_SECOND;
    }
}
