package io.github.taxistream.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The trips that all contenders add up: the records of a file, over and over, in memory.
 *
 * <p>They repeat in short blocks, each one so often until it is the next one's turn. So there are
 * more trips in an hour, but not more hours, nor more that are late.
 */
final class TripRecords {

    /** About an hour of green cabs, so that time goes on as it does in the file. */
    private static final int BLOCK = 64;

    private static TripRecords loaded;

    private final byte[][] records;
    private final int rounds;

    private TripRecords(byte[][] records, int rounds) {
        this.records = records;
        this.rounds = rounds;
    }

    /**
     * Loads the records, for all the JVM.
     *
     * @param file JSON objects, one a line
     * @param trips how many trips there should be, about
     */
    static TripRecords load(Path file, long trips) throws IOException {
        byte[][] records = read(file, trips);
        loaded = new TripRecords(records, (int) Math.max(1, trips / records.length));
        return loaded;
    }

    /** The records of a file, once each. */
    static TripRecords once(Path file) throws IOException {
        return new TripRecords(read(file, Long.MAX_VALUE), 1);
    }

    private static byte[][] read(Path file, long most) throws IOException {
        List<String> lines = Files.readAllLines(file);
        byte[][] records =
                lines.stream()
                        .limit(most)
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        if (records.length == 0) {
            throw new IOException(file + " has no trips");
        }
        return records;
    }

    /** What {@link #load} has loaded: Flink serializes its sources, so these cannot hold it. */
    static TripRecords loaded() {
        return loaded;
    }

    /** How many there are, with all repetitions. */
    int count() {
        return records.length * rounds;
    }

    /** The record at a place; not to be changed. */
    byte[] at(int place) {
        int whole = records.length / BLOCK * BLOCK;
        if (place < whole * rounds) {
            return records[place / (BLOCK * rounds) * BLOCK + place % BLOCK];
        }
        return records[whole + (place - whole * rounds) % (records.length - whole)];
    }
}
