package io.github.taxistream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures a run from its first trip, so that the start of a job does not count: that is paid once,
 * not for each trip. One for all the JVM, as the first trip is taken inside of Flink.
 */
final class Stopwatch {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static long startNanos;
    private static long startCpuNanos;
    private static boolean isRunning;

    private Stopwatch() {}

    /** Starts, unless it has been started since the last stop. */
    static synchronized void start() {
        if (!isRunning) {
            isRunning = true;
            startCpuNanos = PROCESS.getProcessCpuTime();
            startNanos = System.nanoTime();
        }
    }

    /** Stops, and answers wall-clock and CPU seconds of the whole process. */
    static synchronized double[] stop() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double cpuSeconds = (PROCESS.getProcessCpuTime() - startCpuNanos) / 1e9;
        isRunning = false;
        return new double[] {seconds, cpuSeconds};
    }
}
