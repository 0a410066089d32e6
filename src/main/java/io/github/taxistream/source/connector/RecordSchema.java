package io.github.taxistream.source.connector;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.aggregate.AggregateSeal;
import io.github.taxistream.source.aggregate.RecordReader;
import io.github.taxistream.trip.TripEnvelope;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * Turns each Kinesis record into an envelope, which leads to those of its further entries; never
 * returns null, never throws. An aggregate, which an {@link AggregateGuard} has sealed, is taken
 * apart here, or rejected as it arrived.
 *
 * <p>The connector copies the schema for each shard, so a parser serves one thread.
 */
public final class RecordSchema implements KinesisDeserializationSchema<TripEnvelope> {

    private static final long serialVersionUID = 1L;

    private final EntryParser.Factory parsers;
    private final boolean keepRecords;
    private transient EntryParser parser;
    private transient RecordReader aggregates;

    /**
     * @param parsers creates the parser
     * @param keepRecords whether a record's first entry keeps all its bytes, which the archive
     *     needs
     */
    public RecordSchema(EntryParser.Factory parsers, boolean keepRecords) {
        this.parsers = parsers;
        this.keepRecords = keepRecords;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        parser = parsers.create();
        aggregates = new RecordReader(parser, keepRecords);
    }

    @Override
    public TripEnvelope deserialize(
            byte[] record,
            String partitionKey,
            String sequenceNumber,
            long arrivalMillis,
            String stream,
            String shardId) {
        if (AggregateSeal.isOn(partitionKey)) {
            return TripEnvelope.chained(
                    aggregates.sealedEntries(
                            record, partitionKey, arrivalMillis, stream, shardId, sequenceNumber));
        }
        TripEnvelope first = parser.parse(record, arrivalMillis, stream, shardId, sequenceNumber);
        return keepRecords ? first.withRecord(record) : first;
    }

    @Override
    public TypeInformation<TripEnvelope> getProducedType() {
        return ValueType.TRIP_ENVELOPE;
    }
}
