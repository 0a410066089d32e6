package io.github.taxistream.local;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** Says how far the job has read, whenever that has changed since the last look. */
final class Progress {

    private final JobMetrics metrics;
    private final PrintStream out;
    private Optional<JobMetrics.Reading> reading = Optional.empty();
    private long lastRecords;
    private boolean wasAtTip;
    private int lastRestarts;

    Progress(JobMetrics metrics, PrintStream out) {
        this.metrics = metrics;
        this.out = out;
    }

    /** Looks, says what is new, and returns whether every shard was read to its tip. */
    boolean look() throws IOException, InterruptedException {
        sayRestarts(metrics.restarts());
        reading = metrics.reading();
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

    /** What the last look found; empty if the job did not tell. */
    Optional<JobMetrics.Reading> reading() {
        return reading;
    }

    private void sayRestarts(int restarts) {
        if (restarts > lastRestarts) {
            out.printf(
                    "the job failed and is restarted (restart %d);"
                            + " target/local/run.log says why%n",
                    restarts);
        }
        lastRestarts = restarts;
    }
}
