package io.github.taxistream.bench;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchemaWrapper;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A table of the records, read by a format of Flink's. */
final class SqlRecords implements ScanTableSource {

    private final DecodingFormat<DeserializationSchema<RowData>> format;
    private final DataType row;

    SqlRecords(DecodingFormat<DeserializationSchema<RowData>> format, DataType row) {
        this.format = format;
        this.row = row;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    @SuppressWarnings("deprecation") // So that the source is the same as ours.
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        DeserializationSchema<RowData> schema = format.createRuntimeDecoder(context, row);
        return SourceFunctionProvider.of(
                new RecordSource<>(new KinesisDeserializationSchemaWrapper<>(schema)), false);
    }

    @Override
    public DynamicTableSource copy() {
        return new SqlRecords(format, row);
    }

    @Override
    public String asSummaryString() {
        return "the benchmark's records";
    }
}
