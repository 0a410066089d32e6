package io.github.taxistream.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import java.util.List;

/** Where an event's records come from: the stream, the shard and the window. Immutable. */
final class Place {

    private final String stream;
    private final String shardId;
    private final String windowStart;

    private Place(String stream, String shardId, String windowStart) {
        this.stream = stream;
        this.shardId = shardId;
        this.windowStart = windowStart;
    }

    /** An event with a window says where its records come from; without one, its records do. */
    static Place of(KinesisTimeWindowEvent event) {
        List<KinesisEventRecord> records = records(event);
        String arn = event.getEventSourceArn();
        String shardId = event.getShardId();
        if (!records.isEmpty()) {
            KinesisEventRecord first = records.get(0);
            arn = arn == null ? first.getEventSourceARN() : arn;
            // An event's id is that of the shard, a colon and the sequence number.
            shardId = shardId == null ? first.getEventID().replaceFirst(":.*", "") : shardId;
        }
        String start = "";
        if (event.getWindow() != null) {
            start = event.getWindow().getStart();
        } else if (!records.isEmpty()) {
            start =
                    records.get(0)
                            .getKinesis()
                            .getApproximateArrivalTimestamp()
                            .toInstant()
                            .toString();
        }
        return new Place(
                String.valueOf(arn).replaceFirst(".*/", ""), String.valueOf(shardId), start);
    }

    /** The records of an event, none if it only ends a window. */
    static List<KinesisEventRecord> records(KinesisTimeWindowEvent event) {
        return event.getRecords() == null ? List.of() : event.getRecords();
    }

    /** The stream's name. */
    String stream() {
        return stream;
    }

    String shardId() {
        return shardId;
    }

    /** When the window began, by arrival, as ISO-8601 in UTC. */
    String windowStart() {
        return windowStart;
    }
}
