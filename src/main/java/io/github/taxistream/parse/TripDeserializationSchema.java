package io.github.taxistream.parse;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * Makes an envelope of each Kinesis record: a trip or a rejection, never null, never an exception.
 *
 * <p>The connector makes a copy for each shard, so a parser serves one thread.
 */
public final class TripDeserializationSchema implements KinesisDeserializationSchema<TripEnvelope> {

    private static final long serialVersionUID = 1L;

    private final Duration futureTolerance;
    private final boolean keepPayload;
    private transient TripParser parser;

    /**
     * @param futureTolerance how far a pickup may be ahead of the record's arrival
     * @param keepPayload whether a trip keeps its record's bytes, which the archive needs
     */
    public TripDeserializationSchema(Duration futureTolerance, boolean keepPayload) {
        this.futureTolerance = futureTolerance;
        this.keepPayload = keepPayload;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        parser = new TripParser(futureTolerance);
    }

    @Override
    public TripEnvelope deserialize(
            byte[] record,
            String partitionKey,
            String sequenceNumber,
            long arrivalMillis,
            String stream,
            String shardId) {
        TripEnvelope envelope =
                parser.parse(record, arrivalMillis, stream, shardId, sequenceNumber);
        return keepPayload && envelope.isTrip() ? envelope.with(record) : envelope;
    }

    @Override
    public TypeInformation<TripEnvelope> getProducedType() {
        return ValueType.TRIP_ENVELOPE;
    }
}
