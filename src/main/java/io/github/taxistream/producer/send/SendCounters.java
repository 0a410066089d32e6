package io.github.taxistream.producer.send;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens while sending, for the progress and the summary. For use by several threads
 * at once.
 */
public final class SendCounters {

    final LongAdder storedRecords = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder throttledRequests = new LongAdder();
    final LongAdder retriedEntries = new LongAdder();
    final LongAdder unknownEntries = new LongAdder();

    /** Records that are in the stream. */
    public long storedRecords() {
        return storedRecords.sum();
    }

    /** Requests that were made. */
    public long requests() {
        return requests.sum();
    }

    /** Requests that the stream has throttled, in part at least. */
    public long throttledRequests() {
        return throttledRequests.sum();
    }

    /** Entries that were sent again, for any reason. */
    public long retriedEntries() {
        return retriedEntries.sum();
    }

    /** Entries sent again though they may have been stored: each may be a duplicate. */
    public long unknownEntries() {
        return unknownEntries.sum();
    }
}
