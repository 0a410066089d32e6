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
     * What it took.
     *
     * @param cpuSeconds of this process: of the job with its client, without Kinesis and S3
     */
    record Took(double seconds, double cpuSeconds) {}

    /**
     * @param records how many trips and rejected records are in the stream
     */
    JobReader(LocalFlink flink, JobSettings settings, long records) {
        this.flink = flink;
        this.settings = settings;
        this.records = records;
    }

    /** Reads all of the stream, and answers what that took from the first records on. */
    Took read() throws Exception {
        JobID job = flink.submit(settings, Optional.empty());
        JobMetrics metrics = new JobMetrics(flink.webUi(), job.toHexString());
        try {
            awaitRecords(metrics, 1);
            Stopwatch.start();
            awaitRecords(metrics, records);
            double[] times = Stopwatch.stop();
            return new Took(times[0], times[1]);
        } finally {
            flink.cancel(job);
        }
    }

    private static void awaitRecords(JobMetrics metrics, long expected)
            throws IOException, InterruptedException {
        while (metrics.reading().map(JobMetrics.Reading::records).orElse(0L) < expected) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
