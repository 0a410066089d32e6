package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a source, some of them a second time soon after: with the same bytes and the same
 * partition key, as when a producer retries after a lost response. The same ones for the same
 * source. Only trips are repeated.
 */
public final class Duplicated implements RecordSource {

    /** A second copy comes after so many other records at most. */
    private static final int FURTHEST = 20;

    private final RecordSource source;
    private final int permille;
    private final Deque<OutgoingRecord> waiting = new ArrayDeque<>();
    private long given;
    private long firstGivenAt;

    /**
     * @param permille of each thousand trips, how many come a second time
     */
    public Duplicated(RecordSource source, int permille) {
        this.source = source;
        this.permille = permille;
    }

    @Override
    public OutgoingRecord next() throws IOException {
        if (waiting.size() >= FURTHEST || (!waiting.isEmpty() && isDue())) {
            return again();
        }
        OutgoingRecord record = source.next();
        if (record == null) {
            return waiting.isEmpty() ? null : again();
        }
        if (record.onlyTrip() != null && isDrawn(given)) {
            if (waiting.isEmpty()) {
                firstGivenAt = given;
            }
            waiting.add(record.againAs(given));
        }
        given++;
        return record;
    }

    /** After one to twenty others, mixed by the position. */
    private boolean isDue() {
        return given - firstGivenAt > mixed(firstGivenAt + 1, FURTHEST);
    }

    private OutgoingRecord again() {
        given++;
        OutgoingRecord record = waiting.poll();
        firstGivenAt = waiting.isEmpty() ? given : waiting.peek().keyPosition();
        return record;
    }

    private boolean isDrawn(long position) {
        return mixed(position, 1000) < permille;
    }

    /** Fibonacci hashing: as good as chance, and the same again when a run is resumed. */
    private static int mixed(long position, int bound) {
        return (int) (((position * 0x9E3779B97F4A7C15L) >>> 33) % bound);
    }

    @Override
    public long expectedRecords() {
        long once = source.expectedRecords();
        return once == UNKNOWN ? UNKNOWN : once + once * permille / 1000;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
