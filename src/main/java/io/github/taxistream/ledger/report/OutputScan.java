package io.github.taxistream.ledger.report;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.ledger.verify.RejectedFile;
import io.github.taxistream.ledger.verify.ZoneHourlyFile;
import io.github.taxistream.trip.FailureWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads an output, and later the files that were added since: each file is read once. Only one
 * thread may scan; others may read the findings meanwhile.
 */
final class OutputScan {

    /** Enough to hide the latency of S3. */
    private static final int THREADS = 8;

    private static final String ZONE_HOURLY = "zone_hourly";
    private static final String REJECTED = "rejected";

    private final OutputFiles files;
    private final Span span;
    private final Set<String> known = new HashSet<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private volatile Findings findings;
    private volatile Progress progress = new Progress(0, 0, Instant.EPOCH);

    OutputScan(OutputFiles files, Span span) {
        this.files = files;
        this.span = span;
        this.findings = new Findings(span);
    }

    /** The findings so far. */
    Findings findings() {
        return findings;
    }

    /** A number that changes whenever there are new findings. */
    long changes() {
        return changes.get();
    }

    /** Changes that number. */
    void change() {
        changes.incrementAndGet();
    }

    /** How far it is. */
    Progress progress() {
        return progress.withRead(read.get());
    }

    /**
     * Looks for files, and reads the new ones. If a file that was read is gone, everything is read
     * again.
     *
     * @throws Problem if the output cannot be listed
     */
    void look() throws InterruptedException {
        List<String> fresh = new ArrayList<>();
        Instant newest = list(fresh);
        if (known.size() + fresh.size() > progress.found) {
            progress = new Progress(0, known.size() + fresh.size(), newest);
        }
        read(fresh);
    }

    /** Adds the files that are new, and returns when the newest of all was written. */
    private Instant list(List<String> fresh) {
        Instant[] newest = {Instant.EPOCH};
        long[] still = {0};
        for (String folder : List.of(ZONE_HOURLY, REJECTED)) {
            files.forEach(
                    folder,
                    (path, written) -> {
                        if (known.contains(path)) {
                            still[0]++;
                        } else if (isWanted(folder, path)) {
                            fresh.add(path);
                        } else {
                            return;
                        }
                        newest[0] = newest[0].isAfter(written) ? newest[0] : written;
                    });
        }
        if (still[0] == known.size()) {
            return newest[0];
        }
        begin();
        fresh.clear();
        return list(fresh);
    }

    private boolean isWanted(String folder, String path) {
        return folder.equals(REJECTED)
                ? path.endsWith(".jsonl")
                : path.endsWith(".parquet") && span.mayHave(path);
    }

    private void begin() {
        known.clear();
        read.set(0);
        findings = new Findings(span);
        progress = new Progress(0, 0, Instant.EPOCH);
        changes.incrementAndGet();
    }

    private void read(List<String> fresh) throws InterruptedException {
        if (fresh.isEmpty()) {
            return;
        }
        Semaphore free = new Semaphore(2 * THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, OutputScan::thread);
        try {
            for (String path : fresh) {
                free.acquire();
                threads.execute(
                        () -> {
                            try {
                                read(path);
                            } finally {
                                free.release();
                            }
                        });
                known.add(path);
            }
            free.acquire(2 * THREADS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "report");
        thread.setDaemon(true);
        return thread;
    }

    private void read(String path) {
        Findings to = findings;
        try {
            byte[] bytes = files.read(path);
            if (path.startsWith(REJECTED)) {
                RejectedFile.read(path, bytes, to);
            } else {
                ZoneHourlyFile.read(path, bytes, to);
            }
        } catch (RuntimeException e) {
            // The rest is shown nevertheless; the page says that it is incomplete.
            to.mistake(
                    e instanceof Problem
                            ? e.getMessage()
                            : path + " cannot be read: " + FailureWords.of(e));
        }
        read.incrementAndGet();
        changes.incrementAndGet();
    }

    /** How far a scan is. Immutable. */
    static final class Progress {

        /** How many files have been read. */
        final long read;

        /** How many files there are. */
        final long found;

        /** When the newest file was written; 1970 if there is none. */
        final Instant newest;

        private Progress(long read, long found, Instant newest) {
            this.read = read;
            this.found = found;
            this.newest = newest;
        }

        private Progress withRead(long files) {
            return new Progress(files, found, newest);
        }
    }
}
