package io.github.taxistream.source.connector;

import org.apache.flink.kinesis.shaded.com.amazonaws.http.IdleConnectionReaper;
import org.apache.flink.kinesis.shaded.com.amazonaws.metrics.AwsSdkMetrics;

/**
 * Takes back what the AWS SDK keeps in the JVM beyond the life of its clients. It holds the job's
 * class loader, so on a cluster that outlives its jobs each job would cost 22 MB of metaspace for
 * good, and the tenth would end a TaskManager with the usual 256 MB.
 */
final class ClientCleanup {

    private ClientCleanup() {}

    /** Called when the last task of a job has left a TaskManager. */
    static void afterTheLastTask() {
        afterClient();
        IdleConnectionReaper.shutdown();
    }

    /** Called after the use of a single client: others may still be in use in this JVM. */
    static void afterClient() {
        AwsSdkMetrics.unregisterMetricAdminMBean();
    }
}
