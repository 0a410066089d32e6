package io.github.taxistream.sink;

import io.github.taxistream.trip.ZoneHour;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** Puts a row into the folder of its own hour, whenever it is written. */
final class ZoneHourPartition implements BucketAssigner<ZoneHour, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(ZoneHour row, Context context) {
        LocalDateTime hour =
                LocalDateTime.ofEpochSecond(row.hourStartMillis() / 1000, 0, ZoneOffset.UTC);
        return String.format(
                Locale.ROOT, "pickup_date=%s/pickup_hour=%02d", hour.toLocalDate(), hour.getHour());
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
