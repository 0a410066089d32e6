package io.github.taxistream.ledger.verify;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.github.taxistream.trip.Measure;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The columns that {@code zone_hourly} has to have, and their types. */
final class ZoneHourlyColumns {

    private static final LogicalTypeAnnotation WALL_CLOCK_MILLIS =
            LogicalTypeAnnotation.timestampType(false, TimeUnit.MILLIS);

    private ZoneHourlyColumns() {}

    /** What is wrong with a column, as the end of a sentence; null if it is right. */
    static String mistake(MessageType schema, String column) {
        if (!schema.containsField(column)) {
            return " has no column " + column + " with one value per row.";
        }
        Type type = schema.getType(column);
        return type.isPrimitive() && isRight(column, type.asPrimitiveType())
                ? null
                : ": column "
                        + column
                        + " is "
                        + type.toString().trim()
                        + ", which is another type.";
    }

    private static boolean isRight(String column, PrimitiveType type) {
        switch (column) {
            case "hour_start":
                return isOf(type, INT64)
                        && WALL_CLOCK_MILLIS.equals(type.getLogicalTypeAnnotation());
            case "zone_id":
                return isOf(type, INT32);
            case "borough":
            case "zone":
            case "pane":
                return isOf(type, BINARY);
            default:
                return isOf(type, INT64) && scale(type) == measure(column).scale();
        }
    }

    private static boolean isOf(PrimitiveType type, PrimitiveTypeName name) {
        return type.getPrimitiveTypeName() == name && !type.isRepetition(Type.Repetition.REPEATED);
    }

    private static int scale(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return logical instanceof DecimalLogicalTypeAnnotation
                ? ((DecimalLogicalTypeAnnotation) logical).getScale()
                : 0;
    }

    private static Measure measure(String column) {
        return Measure.ALL.stream()
                .filter(measure -> measure.column().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
