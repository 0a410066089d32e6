package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The trips of a source that are picked up in a span of time, without the records that are not
 * trips.
 */
public final class TripsBetween implements RecordSource {

    private final RecordSource source;
    private final long fromMillis;
    private final long toMillis;

    /**
     * @param from the first time, or null for no bound
     * @param to the first time after the span, or null for no bound
     */
    public TripsBetween(RecordSource source, LocalDateTime from, LocalDateTime to) {
        this.source = source;
        this.fromMillis = from == null ? Long.MIN_VALUE : millis(from);
        this.toMillis = to == null ? Long.MAX_VALUE : millis(to);
    }

    private static long millis(LocalDateTime wallClock) {
        return wallClock.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    @Override
    public OutgoingRecord next() throws IOException {
        OutgoingRecord next = source.next();
        while (next != null && !isBetween(next)) {
            next = source.next();
        }
        return next;
    }

    private boolean isBetween(OutgoingRecord record) {
        return record.trip()
                .map(trip -> trip.pickupMillis() >= fromMillis && trip.pickupMillis() < toMillis)
                .orElse(false);
    }

    @Override
    public long expectedRecords() {
        return UNKNOWN;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
