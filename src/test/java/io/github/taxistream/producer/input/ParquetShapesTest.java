package io.github.taxistream.producer.input;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** Shapes of Parquet that DuckDB does not write. */
class ParquetShapesTest {

    private static final long PICKUP = Instant.parse("2021-09-08T07:06:05Z").toEpochMilli();
    private static final MessageType SCHEMA =
            Types.buildMessage()
                    .required(INT64)
                    .as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MILLIS))
                    .named("tpep_pickup_datetime")
                    .required(INT32)
                    .named("PULocationID")
                    .optional(BINARY)
                    .as(decimalType(3, 20))
                    .named("fare_amount")
                    .optional(FIXED_LEN_BYTE_ARRAY)
                    .length(9)
                    .as(decimalType(2, 20))
                    .named("tip_amount")
                    .optional(DOUBLE)
                    .named("tolls_amount")
                    .named("trips");

    @TempDir Path folder;

    private Path write(MessageType schema, WriterVersion version, Group... rows)
            throws IOException {
        Path file = folder.resolve("file.parquet");
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withType(schema)
                        .withWriterVersion(version)
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withCodecFactory(new SnappyPages())
                        .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static String first(Path file, Instants instants) throws IOException {
        InputRules rules =
                new InputRules(JsonFormat.JSON, new PlainReading(Duration.ofHours(1), instants));
        try (RecordSource source = TripFile.open(new LocalFile(file), rules)) {
            OutgoingRecord record = source.next();
            assertThat(record.onlyTrip()).isNotNull();
            return new String(record.payload(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void decimalsInBytesOfAnyLength(WriterVersion version) throws Exception {
        Group row = new SimpleGroupFactory(SCHEMA).newGroup();
        row.append("tpep_pickup_datetime", PICKUP).append("PULocationID", 9);
        row.append(
                "fare_amount",
                Binary.fromConstantByteArray(BigInteger.valueOf(-12_345).toByteArray()));
        row.append(
                "tip_amount",
                Binary.fromConstantByteArray(ByteBuffer.allocate(9).putLong(1, 250).array()));
        assertThat(first(write(SCHEMA, version, row), Instants.REJECT))
                .isEqualTo(
                        "{\"tpep_pickup_datetime\":\"2021-09-08 07:06:05\",\"PULocationID\":9,"
                                + "\"fare_amount\":-12.345,\"tip_amount\":2.50}");
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void pagesWithoutASingleValue(WriterVersion version) throws Exception {
        Group row = new SimpleGroupFactory(SCHEMA).newGroup();
        row.append("tpep_pickup_datetime", PICKUP).append("PULocationID", 9);
        assertThat(first(write(SCHEMA, version, row, row, row), Instants.REJECT))
                .isEqualTo("{\"tpep_pickup_datetime\":\"2021-09-08 07:06:05\",\"PULocationID\":9}");
    }

    /** Writers like Spark's add a checksum to each page. Its header may still say other things. */
    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void aDamagedByteNeverMakesAnotherTrip(WriterVersion version) throws Exception {
        Group row = new SimpleGroupFactory(SCHEMA).newGroup();
        row.append("tpep_pickup_datetime", PICKUP).append("PULocationID", 9);
        row.append("tolls_amount", 6.55);
        Path file = write(SCHEMA, version, row, row);
        byte[] whole = Files.readAllBytes(file);
        String trip = first(file, Instants.REJECT);
        int footer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
        for (int at = 4; at < whole.length - 8 - footer; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            try {
                assertThat(first(file, Instants.REJECT)).as("byte %d", at).isEqualTo(trip);
            } catch (Problem e) {
                assertThat(e).hasMessageContaining("file.parquet cannot be read: ");
            }
        }
    }

    private static Types.GroupBuilder<MessageType> pickups() {
        return Types.buildMessage()
                .optional(INT64)
                .as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MILLIS))
                .named("pickup_datetime");
    }

    /** Arrow writes such files; here one of two names is changed afterwards. */
    @Test
    void twoColumnsWithOneNameAreRefusedInASentence() throws Exception {
        MessageType schema =
                pickups()
                        .optional(INT32)
                        .named("extra_1")
                        .optional(INT32)
                        .named("extra_2")
                        .named("trips");
        Group row = new SimpleGroupFactory(schema).newGroup();
        Path file = write(schema, WriterVersion.PARQUET_1_0, row.append("extra_1", 9));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, text.replace("extra_2", "extra_1"), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> first(file, Instants.REJECT))
                .hasMessageContaining("two columns with the name extra_1");
    }

    /** So Arrow writes a column that it knows no type of: the drop-off of FHV in 2015. */
    @Test
    void columnOfNullsIsNoInstant() throws Exception {
        MessageType schema =
                pickups()
                        .optional(INT32)
                        .named("dropOff_datetime")
                        .optional(INT32)
                        .named("PUlocationID")
                        .named("trips");
        Group row = new SimpleGroupFactory(schema).newGroup();
        row.append("pickup_datetime", PICKUP).append("PUlocationID", 9);
        assertThat(first(write(schema, WriterVersion.PARQUET_1_0, row), Instants.REJECT))
                .contains("\"PULocationID\":9")
                .doesNotContain("dropOff_datetime");

        Group other = new SimpleGroupFactory(schema).newGroup();
        other.append("pickup_datetime", PICKUP).append("dropOff_datetime", 1_704_708_300);
        Files.delete(folder.resolve("file.parquet"));
        Path mixed = write(schema, WriterVersion.PARQUET_1_0, row, other);
        assertThatThrownBy(() -> first(mixed, Instants.REJECT))
                .hasMessageContaining("column dropOff_datetime is a number without a time type");
    }

    @Test
    void theOldFormOfSparkIsTakenByItsDigitsUnlessConverted() throws Exception {
        MessageType schema =
                Types.buildMessage()
                        .required(INT96)
                        .named("tpepPickupDateTime")
                        .required(INT32)
                        .named("puLocationId")
                        .named("trips");
        byte[] time =
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong((7 * 3600 + 6 * 60 + 5) * 1_000_000_000L)
                        .putInt(2_440_588 + (int) (PICKUP / 86_400_000))
                        .array();
        Group row = new SimpleGroupFactory(schema).newGroup();
        row.append("tpepPickupDateTime", Binary.fromConstantByteArray(time));
        row.append("puLocationId", 9);
        Path file = write(schema, WriterVersion.PARQUET_1_0, row);
        assertThat(first(file, Instants.REJECT)).contains("2021-09-08 07:06:05");
        assertThat(first(file, Instants.WALL_CLOCK)).contains("2021-09-08 07:06:05");
        assertThat(first(file, Instants.NEW_YORK)).contains("2021-09-08 03:06:05");
    }

    /** Compresses without Hadoop. */
    private static final class SnappyPages implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return BytesInput.from(Snappy.compress(bytes.toInputStream().readAllBytes()));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return CompressionCodecName.SNAPPY;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("only for writing");
        }

        @Override
        public void release() {}
    }
}
