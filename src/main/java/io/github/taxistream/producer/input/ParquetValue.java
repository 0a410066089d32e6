package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.trip.Instants;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Writes one column's values into records, by the column's type. */
final class ParquetValue {

    /** Writes the value at the reader's position. */
    interface Copy {
        void copy(ColumnReader from, RecordWriter to, Member member);
    }

    private static final Copy NOTHING = (from, to, member) -> {};

    private final Member member;
    private final Copy copy;

    private ParquetValue(Member member, Copy copy) {
        this.member = member;
        this.copy = copy;
    }

    /**
     * How to write a column's values. A column that the job does not read, of a type without a
     * match in JSON, is left out of the records.
     *
     * @throws Problem if the job reads the column, but not values of its type
     */
    static ParquetValue of(String file, Member member, PrimitiveType type, Instants instants) {
        if (member.isTime()) {
            return new ParquetValue(member, ParquetTimes.copy(file, type, instants));
        }
        Copy copy = copy(type);
        boolean isRead = member.column() != null && member.column().isRead();
        if (isRead && (copy == null || isTruth(type))) {
            throw unfit(file, type);
        }
        return new ParquetValue(member, copy == null ? NOTHING : copy);
    }

    /** A column that has no values. */
    static ParquetValue ofNulls(Member member) {
        return new ParquetValue(member, NOTHING);
    }

    static Problem unfit(String file, PrimitiveType type) {
        return new Problem(
                String.format(
                        "%s: column %s has a type that cannot be read as this value of a trip: %s",
                        file, type.getName(), type.toString().trim()));
    }

    Member member() {
        return member;
    }

    void write(ColumnReader from, RecordWriter to) {
        copy.copy(from, to, member);
    }

    private static boolean isTruth(PrimitiveType type) {
        return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BOOLEAN;
    }

    /** How to write numbers and texts; null for anything else. */
    private static Copy copy(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation) {
            return decimal(type, ((DecimalLogicalTypeAnnotation) logical).getScale());
        }
        boolean isPlain = logical == null || logical instanceof IntLogicalTypeAnnotation;
        switch (type.getPrimitiveTypeName()) {
            case INT32:
                return isPlain ? int32(logical) : null;
            case INT64:
                return isPlain ? int64(logical) : null;
            case DOUBLE:
                return (from, to, member) -> to.number(member, from.getDouble());
            case FLOAT:
                // By the shortest text of the float: as a double, 0.3f has 17 digits.
                return (from, to, member) ->
                        to.number(member, Double.parseDouble(Float.toString(from.getFloat())));
            case BINARY:
                return (from, to, member) -> to.text(member, from.getBinary().toStringUsingUTF8());
            case BOOLEAN:
                return (from, to, member) -> to.truth(member, from.getBoolean());
            default:
                return null;
        }
    }

    private static Copy int32(LogicalTypeAnnotation logical) {
        return isUnsigned(logical)
                ? (from, to, member) -> to.whole(member, Integer.toUnsignedLong(from.getInteger()))
                : (from, to, member) -> to.whole(member, from.getInteger());
    }

    private static Copy int64(LogicalTypeAnnotation logical) {
        return isUnsigned(logical)
                ? (from, to, member) -> to.decimal(member, Long.toUnsignedString(from.getLong()))
                : (from, to, member) -> to.whole(member, from.getLong());
    }

    private static boolean isUnsigned(LogicalTypeAnnotation logical) {
        return logical != null && !((IntLogicalTypeAnnotation) logical).isSigned();
    }

    private static Copy decimal(PrimitiveType type, int scale) {
        switch (type.getPrimitiveTypeName()) {
            case INT32:
                return (from, to, member) ->
                        decimal(to, member, BigDecimal.valueOf(from.getInteger(), scale));
            case INT64:
                return (from, to, member) ->
                        decimal(to, member, BigDecimal.valueOf(from.getLong(), scale));
            default:
                // Big-endian two's complement, of a fixed length or as many bytes as it needs.
                return (from, to, member) -> {
                    byte[] bytes = from.getBinary().getBytes();
                    if (bytes.length > 0) {
                        decimal(to, member, new BigDecimal(new BigInteger(bytes), scale));
                    } else {
                        to.missing(member);
                    }
                };
        }
    }

    private static void decimal(RecordWriter to, Member member, BigDecimal value) {
        to.decimal(member, value.toPlainString());
    }
}
