package io.github.taxistream.chaos;

import static io.github.taxistream.support.Gzip.gzip;

import io.github.taxistream.local.AggregatedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Records of all the shapes that people send, mixed at random. */
final class RecordShapes {

    private static final int SHAPES = 8;
    private static final int MOST_ENTRIES = 6;

    private final Random random;

    RecordShapes(Random random) {
        this.random = random;
    }

    /** The next record, made of the entries that come next. */
    byte[] next(SentRecords entries) {
        return switch (random.nextInt(SHAPES)) {
            case 0 -> lines(entries);
            case 1 -> trips(entries, "[", ",\n", "]");
            case 2 -> trips(entries, "", "", "");
            case 3 -> gzip(lines(entries));
            case 4 -> gzip(trips(entries, "[", " , ", "]\n"));
            case 5 -> misplaced(entries);
            case 6 -> entries.lastTripReads(withNotANumber(entries.entry(false)));
            default -> entries.entry(random.nextInt(50) == 0);
        };
    }

    /** A broken one among them spoils its line only. The first is good: they are lines of JSON. */
    private byte[] lines(SentRecords entries) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(entries.entry(false));
        int count = 1 + random.nextInt(MOST_ENTRIES);
        for (int i = 0; i < count; i++) {
            record.write('\n');
            record.writeBytes(entries.entry(random.nextInt(10) == 0));
        }
        return record.toByteArray();
    }

    private byte[] trips(SentRecords entries, String begin, String between, String end) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(bytes(begin));
        record.writeBytes(entries.entry(false));
        int count = random.nextInt(MOST_ENTRIES);
        for (int i = 0; i < count; i++) {
            record.writeBytes(bytes(between));
            record.writeBytes(entries.entry(false));
        }
        record.writeBytes(bytes(end));
        return record.toByteArray();
    }

    /** No shard has this key, whatever is split and merged. What is in it is not counted. */
    private byte[] misplaced(SentRecords entries) {
        byte[] record =
                new AggregatedRecord()
                        .partitionKey("a")
                        .explicitHashKey("-1")
                        .record(0, 0, bytes("{\"x\":" + random.nextLong() + "}"))
                        .record(0, 0, bytes("{}\n{}"))
                        .toBytes();
        entries.mustBeRejected(record);
        return record;
    }

    /** As Python writes a number that is missing. */
    private static byte[] withNotANumber(byte[] trip) {
        String text = new String(trip, StandardCharsets.UTF_8);
        return bytes(text.replaceFirst("\\{", "{\"ehail_fee\": NaN, "));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
