package io.github.taxistream.local;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** Says how far the job has read, whenever that has changed since the last look. */
final class Progress {

    private final JobMetrics metrics;
    private final PrintStream out;
    private long lastRecords;
    private boolean wasAtTip;

    Progress(JobMetrics metrics, PrintStream out) {
        this.metrics = metrics;
        this.out = out;
    }

    /** Looks, says what is new, and answers whether every shard was read to its tip. */
    boolean look() throws IOException, InterruptedException {
        Optional<JobMetrics.Reading> reading = metrics.reading();
        if (reading.isEmpty()) {
            return false;
        }
        long records = reading.get().records();
        boolean isAtTip = reading.get().isAtTip();
        if (records != lastRecords || (isAtTip && !wasAtTip)) {
            out.printf(
                    "the job has read %,d records%s%n",
                    records, isAtTip ? ", and the stream has no more" : "");
        }
        lastRecords = records;
        wasAtTip = isAtTip;
        return isAtTip;
    }
}
