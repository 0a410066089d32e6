package io.github.taxistream.source;

import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Gives what an {@link AggregateGuard} has sealed to the schema as it came. */
final class UnsealingSchema implements KinesisDeserializationSchema<TripEnvelope> {

    private static final long serialVersionUID = 1L;

    private final KinesisDeserializationSchema<TripEnvelope> schema;

    UnsealingSchema(KinesisDeserializationSchema<TripEnvelope> schema) {
        this.schema = schema;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        schema.open(context);
    }

    @Override
    public TripEnvelope deserialize(
            byte[] record,
            String partitionKey,
            String sequenceNumber,
            long arrivalMillis,
            String stream,
            String shardId)
            throws IOException {
        boolean isSealed = partitionKey.equals(AggregateGuard.SEAL);
        return schema.deserialize(
                isSealed ? AggregateGuard.unsealed(record) : record,
                partitionKey,
                sequenceNumber,
                arrivalMillis,
                stream,
                shardId);
    }

    @Override
    public TypeInformation<TripEnvelope> getProducedType() {
        return schema.getProducedType();
    }
}
