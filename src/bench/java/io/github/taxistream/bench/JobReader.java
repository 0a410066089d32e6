package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalFlink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/** Reads a stream to its tip with the job, in a Flink that has {@link ReadCounter} switched on. */
final class JobReader {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalFlink flink;
    private final JobSettings settings;
    private final long records;

    /**
     * How fast it was.
     *
     * @param tripsPerSecond from the first trips on
     * @param cpuSecondsPerTrip of this process: of the job with its client, without Kinesis and S3
     * @param threadSecondsPerTrip those of Java's threads: without the collector and the compiler
     * @param from when the time began to count
     * @param to when it ended
     */
    record Speed(
            double tripsPerSecond,
            double cpuSecondsPerTrip,
            double threadSecondsPerTrip,
            Instant from,
            Instant to) {}

    /**
     * @param records how many trips and rejected records are in the stream
     */
    JobReader(LocalFlink flink, JobSettings settings, long records) {
        this.flink = flink;
        this.settings = settings;
        this.records = records;
    }

    /** Reads all of the stream. */
    Speed read() throws Exception {
        JobID job = flink.submit(settings, Optional.empty());
        try {
            long first = awaitRecords(1);
            Instant from = Instant.now();
            long threadNanos = threadNanos();
            Stopwatch.start();
            long timed = awaitRecords(records) - first;
            double[] times = Stopwatch.stop();
            double threadSeconds = (threadNanos() - threadNanos) / 1e9;
            return new Speed(
                    timed / times[0], times[1] / timed, threadSeconds / timed, from, Instant.now());
        } finally {
            flink.cancel(job);
        }
    }

    private static long threadNanos() {
        long nanos = 0;
        for (long thread : THREADS.getAllThreadIds()) {
            nanos += Math.max(0, THREADS.getThreadCpuTime(thread));
        }
        return nanos;
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
