package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.JobMetrics;
import io.github.taxistream.local.LocalFlink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/** Reads a stream to its tip with the job, from Kinesis to S3. */
final class JobReader {

    private final LocalFlink flink;
    private final JobSettings settings;
    private final long records;

    /**
     * How fast it was.
     *
     * @param tripsPerSecond from the first trips on
     * @param cpuSecondsPerTrip of this process: of the job with its client, without Kinesis and S3
     */
    record Speed(double tripsPerSecond, double cpuSecondsPerTrip) {}

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
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        try {
            long first = awaitRecords(metrics, 1);
            Stopwatch.start();
            long timed = awaitRecords(metrics, records) - first;
            double[] times = Stopwatch.stop();
            return new Speed(timed / times[0], times[1] / timed);
        } finally {
            flink.cancel(job);
        }
    }

    /** Waits until the job has read so many; how many it has read then. */
    private static long awaitRecords(JobMetrics metrics, long expected)
            throws IOException, InterruptedException {
        long read = 0;
        while (read < expected) {
            TimeUnit.MILLISECONDS.sleep(50);
            read = metrics.reading().map(JobMetrics.Reading::records).orElse(0L);
        }
        return read;
    }
}
