package io.github.taxistream.sink;

import io.github.taxistream.trip.ZoneHour;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** A bucket assigner by the row's own hour, whenever it is written. */
final class ZoneHourPartition implements BucketAssigner<ZoneHour, String> {

    private static final long serialVersionUID = 1L;

    /** Called for each row, and {@code String.format} takes five times as long. */
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("'pickup_date='yyyy-MM-dd'/pickup_hour='HH", Locale.ROOT);

    @Override
    public String getBucketId(ZoneHour row, Context context) {
        return FOLDER.format(
                LocalDateTime.ofEpochSecond(row.hourStartMillis() / 1000, 0, ZoneOffset.UTC));
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
