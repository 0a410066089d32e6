package io.github.taxistream.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of a Parquet file, read column by column without an object for each row. Only columns
 * with one value per row are read: lists, maps and structs are skipped.
 *
 * <p>Not for use by several threads at once.
 */
public final class ParquetRows implements Closeable {

    private final ParquetFileReader file;
    private final MessageType schema;
    private final List<String> nested;
    private final ColumnReader[] columns;
    private final int[] maxDefinition;
    private long rowsLeftInGroup;
    private boolean onRow;

    /**
     * @throws IOException if the file cannot be read, or is not a whole Parquet file
     */
    public ParquetRows(InputFile input) throws IOException {
        this(input, column -> true);
    }

    private ParquetRows(InputFile input, Predicate<String> isRead) throws IOException {
        try {
            file =
                    ParquetFileReader.open(
                            input,
                            ParquetReadOptions.builder(new PlainParquetConfiguration())
                                    .withCodecFactory(new ParquetCodecs())
                                    .usePageChecksumVerification()
                                    .build());
        } catch (RuntimeException e) {
            // Parquet's messages for a wrong magic number or footer.
            throw new IOException(
                    "it is not a whole Parquet file (was a download cut off?): "
                            + String.valueOf(e.getMessage()).replace(input + " ", "it "),
                    e);
        }
        MessageType all = file.getFileMetaData().getSchema();
        Predicate<Type> isFlat = ParquetRows::hasOneValue;
        nested = names(all, isFlat.negate());
        schema =
                new MessageType(
                        all.getName(),
                        all.getFields().stream()
                                .filter(isFlat.and(field -> isRead.test(field.getName())))
                                .collect(Collectors.toList()));
        file.setRequestedSchema(schema);
        checkNames();
        checkCodecs();
        List<ColumnDescriptor> descriptors = schema.getColumns();
        columns = new ColumnReader[descriptors.size()];
        maxDefinition = new int[descriptors.size()];
        for (int i = 0; i < maxDefinition.length; i++) {
            maxDefinition[i] = descriptors.get(i).getMaxDefinitionLevel();
        }
    }

    /** Some writers allow two columns of one name, of which Parquet reads none. */
    private void checkNames() throws IOException {
        Set<String> names = new HashSet<>();
        for (Type column : schema.getFields()) {
            if (!names.add(column.getName())) {
                file.close();
                throw new IOException(
                        "it has two columns with the name " + column.getName() + ": rename one");
            }
        }
    }

    private void checkCodecs() throws IOException {
        for (BlockMetaData group : file.getFooter().getBlocks()) {
            for (ColumnChunkMetaData column : group.getColumns()) {
                boolean isRead = schema.containsPath(column.getPath().toArray());
                if (isRead && !ParquetCodecs.canRead(column.getCodec())) {
                    file.close();
                    throw new IOException(
                            String.format(
                                    "its column %s is compressed with %s; only Snappy, gzip,"
                                            + " Zstandard, LZ4_RAW or no compression can be read",
                                    column.getPath().toDotString(), column.getCodec()));
                }
            }
        }
    }

    /**
     * Whether a column has no value in any row. Reads it up to its first value.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean hasOnlyNulls(InputFile input, String column) throws IOException {
        try (ParquetRows rows = new ParquetRows(input, column::equals)) {
            while (rows.next()) {
                if (!rows.isNull(0)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean hasOneValue(Type field) {
        return field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED);
    }

    private static List<String> names(MessageType all, Predicate<Type> which) {
        return all.getFields().stream()
                .filter(which)
                .map(Type::getName)
                .collect(Collectors.toList());
    }

    /** The file's columns that have one value a row, or none. */
    public MessageType schema() {
        return schema;
    }

    /** The names of the other columns: lists, maps, structs. */
    public List<String> nestedColumns() {
        return nested;
    }

    /** The number of rows in the file. */
    public long rows() {
        return file.getRecordCount();
    }

    /**
     * Advances to the next row.
     *
     * @return whether there is one
     */
    public boolean next() throws IOException {
        if (onRow) {
            for (ColumnReader column : columns) {
                column.consume();
            }
        }
        while (rowsLeftInGroup == 0) {
            PageReadStore group = file.readNextRowGroup();
            if (group == null) {
                onRow = false;
                return false;
            }
            open(group);
        }
        rowsLeftInGroup--;
        onRow = true;
        return true;
    }

    /** Whether a column has no value in the current row. */
    public boolean isNull(int column) {
        return columns[column].getCurrentDefinitionLevel() < maxDefinition[column];
    }

    /** A column's reader, at the current row's value, which is not null. */
    public ColumnReader column(int column) {
        return columns[column];
    }

    private void open(PageReadStore group) {
        ColumnReadStoreImpl store =
                new ColumnReadStoreImpl(
                        group, new NoConverter(), schema, file.getFileMetaData().getCreatedBy());
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = store.getColumnReader(descriptors.get(i));
        }
        rowsLeftInGroup = group.getRowCount();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Parquet requires one, although values are read from the columns themselves. */
    private static final class NoConverter extends GroupConverter {

        @Override
        public Converter getConverter(int fieldIndex) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
