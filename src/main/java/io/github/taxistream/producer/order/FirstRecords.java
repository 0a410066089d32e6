package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;

/** The first records of a source, up to a number. */
public final class FirstRecords implements RecordSource {

    private final RecordSource source;
    private final long limit;
    private long given;

    public FirstRecords(RecordSource source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    @Override
    public OutgoingRecord next() throws IOException {
        if (given == limit) {
            return null;
        }
        given++;
        return source.next();
    }

    @Override
    public long expectedRecords() {
        long all = source.expectedRecords();
        return all == UNKNOWN ? UNKNOWN : Math.min(all, limit);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
