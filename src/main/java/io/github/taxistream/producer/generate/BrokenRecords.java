package io.github.taxistream.producer.generate;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Records that the job rejects: one for each of its reasons in turn, and some reasons twice. */
final class BrokenRecords {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** TIME stands for the pickup time that the trip would have. */
    private static final String[] RECORDS = {
        // Cut off, as by a writer that was killed.
        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"TIME\",\"PULocationID\":13",
        // Encoded twice: JSON inside a JSON string.
        "\"{\\\"tpep_pickup_datetime\\\":\\\"TIME\\\",\\\"PULocationID\\\":132}\"",
        "{\"VendorID\":1,\"tpep_dropoff_datetime\":\"TIME\",\"PULocationID\":161}",
        // The Kinesis Agent's CSVTOJSON with the column names shifted by one, seen in the wild.
        "{\"VendorID\":\"400499\",\"tpep_pickup_datetime\":\"1\",\"tpep_dropoff_datetime\":"
                + "\"TIME\",\"passenger_count\":\"TIME\",\"trip_distance\":\"2\","
                + "\"RatecodeID\":\"1.1\",\"PULocationID\":\"N\",\"DOLocationID\":\"249\"}",
        // An offset, which the TLC does not write.
        "{\"tpep_pickup_datetime\":\"TIME-05:00\",\"PULocationID\":48,\"fare_amount\":9.3}",
        // A meter that has forgotten the year.
        "{\"tpep_pickup_datetime\":\"2003-01-01 00:00:17\",\"PULocationID\":264}",
        // A meter that is far ahead.
        "{\"tpep_pickup_datetime\":\"2098-09-11 02:23:31\",\"PULocationID\":264}",
        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"TIME\",\"trip_distance\":1.2}",
        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"TIME\",\"PULocationID\":0}",
        "{\"VendorID\":2,\"tpep_pickup_datetime\":\"TIME\",\"PULocationID\":266}",
    };

    private final RecordWriter writer;
    private int made;

    BrokenRecords(RecordWriter writer) {
        this.writer = writer;
    }

    /** The next broken record, instead of a trip picked up at this time. */
    OutgoingRecord next(long pickupSeconds) {
        String time = TIME.format(LocalDateTime.ofEpochSecond(pickupSeconds, 0, ZoneOffset.UTC));
        String json = RECORDS[made++ % RECORDS.length].replace("TIME", time);
        return writer.asItIs(json.getBytes(StandardCharsets.UTF_8));
    }
}
