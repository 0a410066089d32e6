package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Jackson's data binding for each record. */
final class SampleSchema implements KinesisDeserializationSchema<SampleRide> {

    private static final long serialVersionUID = 1L;

    private transient ObjectMapper mapper;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        mapper = new ObjectMapper();
    }

    @Override
    public SampleRide deserialize(
            byte[] record,
            String partitionKey,
            String sequenceNumber,
            long arrivalMillis,
            String stream,
            String shardId)
            throws IOException {
        return mapper.readValue(record, SampleRide.class);
    }

    @Override
    public TypeInformation<SampleRide> getProducedType() {
        return TypeInformation.of(SampleRide.class);
    }
}
