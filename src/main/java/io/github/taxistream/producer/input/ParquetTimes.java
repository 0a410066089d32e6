package io.github.taxistream.producer.input;

import io.github.taxistream.ledger.reading.PlainTime;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.trip.Instants;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Writes pickup and drop-off times into records, as a clock in New York shows them. */
final class ParquetTimes {

    private static final int JULIAN_DAY_1970 = 2_440_588;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ParquetTimes() {}

    /**
     * How to write a column's times.
     *
     * @throws io.github.taxistream.cli.Problem if they are instants and the user has not said what
     *     these mean, or if they are not times
     */
    static ParquetValue.Copy copy(String file, PrimitiveType type, Instants instants) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof TimestampLogicalTypeAnnotation) {
            return timestamp(file, type, (TimestampLogicalTypeAnnotation) logical, instants);
        }
        boolean isNumber = logical == null || logical instanceof IntLogicalTypeAnnotation;
        switch (type.getPrimitiveTypeName()) {
            case INT32:
            case INT64:
            case DOUBLE:
            case FLOAT:
                if (!isNumber) {
                    throw ParquetValue.unfit(file, type);
                }
                if (instants == Instants.REJECT) {
                    throw InstantTimes.refuse(
                            file,
                            type.getName(),
                            "is a number without a time type (" + text(type) + ")");
                }
                return number(type, instants);
            case INT96:
                return (from, to, each) -> {
                    long seconds = int96Seconds(from.getBinary().toByteBuffer());
                    write(to, each, PlainTime.ofInstant(seconds), unlessConverted(instants));
                };
            case BINARY:
                return new Texts(file, type.getName(), instants);
            default:
                throw ParquetValue.unfit(file, type);
        }
    }

    private static ParquetValue.Copy timestamp(
            String file,
            PrimitiveType type,
            TimestampLogicalTypeAnnotation timestamp,
            Instants instants) {
        if (timestamp.isAdjustedToUTC() && instants == Instants.REJECT) {
            throw InstantTimes.refuse(
                    file, type.getName(), "is adjusted to UTC (" + text(type) + ")");
        }
        long unitsPerSecond = unitsPerSecond(timestamp.getUnit());
        boolean isConverted = timestamp.isAdjustedToUTC() && instants == Instants.NEW_YORK;
        return isConverted
                ? (from, to, each) ->
                        write(
                                to,
                                each,
                                PlainTime.ofInstant(Math.floorDiv(from.getLong(), unitsPerSecond)),
                                instants)
                : (from, to, each) -> to.time(each, Math.floorDiv(from.getLong(), unitsPerSecond));
    }

    private static ParquetValue.Copy number(PrimitiveType type, Instants instants) {
        return (from, to, member) -> {
            BigDecimal number;
            switch (type.getPrimitiveTypeName()) {
                case INT32:
                    number = BigDecimal.valueOf(from.getInteger());
                    break;
                case INT64:
                    number = BigDecimal.valueOf(from.getLong());
                    break;
                case FLOAT:
                    number = finiteOrNull(from.getFloat());
                    break;
                default:
                    number = finiteOrNull(from.getDouble());
            }
            if (number == null) {
                to.missing(member);
                return;
            }
            Optional<PlainTime> time = PlainTime.ofNumber(number);
            if (time.isPresent()) {
                write(to, member, time.get(), instants);
            } else {
                to.decimal(member, number.toPlainString());
            }
        };
    }

    private static BigDecimal finiteOrNull(double number) {
        return Double.isFinite(number) ? new BigDecimal(number) : null;
    }

    /**
     * Texts are sent as they are, except for instants whose meaning the user has given. As in CSV,
     * an instant is refused where the column begins; later it is a record that the job rejects.
     */
    private static final class Texts implements ParquetValue.Copy {

        private final String file;
        private final String column;
        private final Instants instants;
        private boolean begun;

        Texts(String file, String column, Instants instants) {
            this.file = file;
            this.column = column;
            this.instants = instants;
        }

        @Override
        public void copy(ColumnReader from, RecordWriter to, Member member) {
            String text = from.getBinary().toStringUsingUTF8();
            Optional<PlainTime> instant = PlainTime.of(text.trim()).filter(PlainTime::isInstant);
            Optional<Long> seconds = instant.flatMap(time -> time.newYorkSeconds(instants));
            if (seconds.isPresent()) {
                to.time(member, seconds.get());
            } else if (instant.isPresent() && !begun) {
                throw InstantTimes.refuse(file, column, "has times like " + text.trim());
            } else {
                to.text(member, text);
            }
            begun = true;
        }
    }

    private static void write(RecordWriter to, Member member, PlainTime time, Instants instants) {
        to.time(member, time.newYorkSeconds(instants).orElseThrow());
    }

    /**
     * The old type does not say whether it is an instant: its digits count, unless they are to be
     * converted.
     */
    private static Instants unlessConverted(Instants instants) {
        return instants == Instants.NEW_YORK ? instants : Instants.WALL_CLOCK;
    }

    private static String text(PrimitiveType type) {
        return type.toString().trim();
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

    /** The old type of Spark and Impala: nanoseconds of the day, and the Julian day. */
    private static long int96Seconds(ByteBuffer value) {
        ByteBuffer littleEndian = value.order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = littleEndian.getLong();
        long day = littleEndian.getInt() - (long) JULIAN_DAY_1970;
        return day * SECONDS_PER_DAY + nanosOfDay / NANOS_PER_SECOND;
    }
}
