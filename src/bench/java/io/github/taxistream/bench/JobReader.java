package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalFlink;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/** Reads a stream to its tip with the job, in a Flink that has {@link ReadCounter} switched on. */
final class JobReader {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalFlink flink;
    private final JobSettings settings;
    private final int parallelism;
    private final long records;

    /**
     * @param records how many trips and rejected records are in the stream
     */
    JobReader(LocalFlink flink, JobSettings settings, int parallelism, long records) {
        this.flink = flink;
        this.settings = settings;
        this.parallelism = parallelism;
        this.records = records;
    }

    /** Reads all of the stream. */
    Reading read() throws Exception {
        JobID job = flink.submit(settings, Optional.empty(), parallelism);
        try {
            long first = awaitRecords(1);
            Instant from = Instant.now();
            ThreadTimes threads = ThreadTimes.now();
            Stopwatch.start();
            long timed = awaitRecords(records) - first;
            double[] times = Stopwatch.stop();
            return new Reading(
                    timed / times[0],
                    timed,
                    times[1],
                    ThreadTimes.now().since(threads),
                    from,
                    Instant.now());
        } finally {
            flink.cancel(job);
        }
    }

    /** Waits until the job has read so many; how many it has read then. */
    private static long awaitRecords(long expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long read = 0;
        while (read < expected) {
            TimeUnit.MILLISECONDS.sleep(10);
            read = ReadCounter.records();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        String.format("only %d of %d records were read", read, expected));
            }
        }
        return read;
    }
}
