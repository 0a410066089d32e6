package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.parquet.ParquetRows;
import io.github.taxistream.producer.record.Member;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.RecordWriter;
import io.github.taxistream.producer.record.TripColumn;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The trips of a TLC Parquet file. */
final class ParquetTrips implements RecordSource {

    private final String name;
    private final ParquetRows rows;
    private final RecordWriter writer;
    private final ParquetValue[] columns;

    ParquetTrips(String name, InputFile file, InputRules rules) throws IOException {
        this.name = name;
        this.rows = new ParquetRows(file);
        this.writer = rules.writer();
        try {
            this.columns = columns(file, rows.schema().getFields(), rules.instants());
            refuseNestedMembers();
        } catch (Problem | IOException e) {
            rows.close();
            throw e;
        }
    }

    /** Without its column of lists, say, each trip would have a fare of 0. */
    private void refuseNestedMembers() {
        List<String> nested = rows.nestedColumns();
        Member[] members = Member.ofColumns(nested);
        for (int i = 0; i < members.length; i++) {
            if (members[i].column() != null && members[i].column().isRead()) {
                throw new Problem(
                        String.format(
                                "%s: column %s has lists, maps or structs, where trips have one"
                                        + " value",
                                name, nested.get(i)));
            }
        }
    }

    private ParquetValue[] columns(InputFile file, List<Type> fields, Instants instants)
            throws IOException {
        List<String> names = fields.stream().map(Type::getName).collect(Collectors.toList());
        Member[] members = Member.ofColumns(names);
        ParquetValue[] result = new ParquetValue[fields.size()];
        boolean hasTime = false;
        boolean hasZone = false;
        for (int i = 0; i < result.length; i++) {
            Member member = members[i];
            PrimitiveType type = fields.get(i).asPrimitiveType();
            result[i] =
                    member.isTime() && isOfNulls(file, type)
                            ? ParquetValue.ofNulls(member)
                            : ParquetValue.of(name, member, type, instants);
            hasTime |= member.column() == TripColumn.PICKUP_TIME;
            hasZone |= member.column() == TripColumn.PICKUP_ZONE;
        }
        KnownColumns.check(name, names, hasTime, hasZone);
        return result;
    }

    /** Arrow writes a column that has only nulls as whole numbers without a type of time. */
    private static boolean isOfNulls(InputFile file, PrimitiveType type) throws IOException {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                && type.getLogicalTypeAnnotation() == null
                && ParquetRows.hasOnlyNulls(file, type.getName());
    }

    @Override
    public OutgoingRecord next() {
        try {
            if (!rows.next()) {
                return null;
            }
            writer.begin();
            for (int i = 0; i < columns.length; i++) {
                if (rows.isNull(i)) {
                    writer.missing(columns[i].member());
                } else {
                    columns[i].write(rows.column(i), writer);
                }
            }
            return writer.end();
        } catch (IOException | RuntimeException e) {
            // Parquet reports damaged pages by all kinds of runtime exceptions.
            throw TripFile.cannotBeRead(name, e);
        }
    }

    @Override
    public long expectedRecords() {
        return rows.rows();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
