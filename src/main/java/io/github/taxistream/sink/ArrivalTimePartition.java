package io.github.taxistream.sink;

import io.github.taxistream.trip.TripEnvelope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** A bucket assigner by the time, in UTC, at which a record arrived in Kinesis. */
final class ArrivalTimePartition implements BucketAssigner<TripEnvelope, String> {

    private static final long serialVersionUID = 1L;

    private final String pattern;
    private transient DateTimeFormatter format;

    /**
     * @param pattern the folder, as a pattern of {@link DateTimeFormatter}
     */
    ArrivalTimePartition(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String getBucketId(TripEnvelope envelope, Context context) {
        if (format == null) {
            format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        }
        return format.format(Instant.ofEpochMilli(envelope.arrivalMillis()));
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
