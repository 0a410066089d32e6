package io.github.taxistream.source.connector;

import io.github.taxistream.source.aggregate.AggregateGuard;
import io.github.taxistream.source.aggregate.AggregateSeal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;

/** The events of a shard's subscriptions, with an {@link AggregateGuard} over their records. */
final class GuardedEvents implements UnaryOperator<SubscribeToShardEventStream> {

    private final AggregateGuard.OfShard guard;

    GuardedEvents(AggregateGuard.OfShard guard) {
        this.guard = guard;
    }

    @Override
    public SubscribeToShardEventStream apply(SubscribeToShardEventStream event) {
        if (!(event instanceof SubscribeToShardEvent)) {
            return event;
        }
        SubscribeToShardEvent ofRecords = (SubscribeToShardEvent) event;
        List<Record> records = new ArrayList<>(ofRecords.records());
        records.replaceAll(this::guarded);
        return ofRecords.toBuilder().records(records).build();
    }

    private Record guarded(Record record) {
        byte[] bytes = record.data().asByteArrayUnsafe();
        return guard.seal(record.sequenceNumber(), bytes, 0, bytes.length)
                .map(
                        seal ->
                                record.toBuilder()
                                        .data(
                                                SdkBytes.fromByteArrayUnsafe(
                                                        Arrays.copyOfRange(
                                                                bytes,
                                                                AggregateSeal.missingBytes(),
                                                                bytes.length)))
                                        .partitionKey(seal)
                                        .build())
                .orElse(record);
    }
}
