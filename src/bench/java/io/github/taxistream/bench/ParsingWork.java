package io.github.taxistream.bench;

import io.github.taxistream.parse.TripParser;
import java.time.Duration;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * The least that a job has to do with records: takes aggregates apart as the connector does, and
 * parses the trips.
 */
final class ParsingWork implements BareReader.ShardWork {

    private final StreamShardHandle shard;
    private final TripParser parser = new TripParser(Duration.ofHours(1));

    ParsingWork(StreamShardHandle shard) {
        this.shard = shard;
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // The client's own.
    public int found(GetRecordsResult answer) {
        int trips = 0;
        RecordBatch batch =
                new RecordBatch(answer.getRecords(), shard, answer.getMillisBehindLatest());
        for (UserRecord record : batch.getDeaggregatedRecords()) {
            byte[] bytes = new byte[record.getData().remaining()];
            record.getData().get(bytes);
            boolean isTrip =
                    parser.parse(
                                    bytes,
                                    record.getApproximateArrivalTimestamp().getTime(),
                                    shard.getStreamName(),
                                    shard.getShard().getShardId(),
                                    record.getSequenceNumber())
                            .isTrip();
            trips += isTrip ? 1 : 0;
        }
        return trips;
    }
}
