package io.github.taxistream.bench;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Sums up what the running job's sources have read, from within its JVM: to ask Flink's REST
 * interface often enough would take a good part of the CPU time that is measured.
 */
public final class ReadCounter implements MetricReporter, MetricReporterFactory {

    /** The option that switches it on. */
    static final String OPTION = "metrics.reporter.read-counter.factory.class";

    private static final Set<Counter> COUNTERS = ConcurrentHashMap.newKeySet();

    private static final Set<Gauge<?>> SHARDS_BEHIND = ConcurrentHashMap.newKeySet();

    /** For Flink, by reflection. */
    public ReadCounter() {}

    /** Trips and rejected records that the sources of all running jobs have read. */
    static long records() {
        return COUNTERS.stream().mapToLong(Counter::getCount).sum();
    }

    /** Shards with a backlog, or not read yet; -1 as long as a subtask does not know. */
    static long shardsBehind() {
        long sum = 0;
        for (Gauge<?> gauge : SHARDS_BEHIND) {
            long behind = ((Number) gauge.getValue()).longValue();
            if (behind < 0) {
                return -1;
            }
            sum += behind;
        }
        return SHARDS_BEHIND.isEmpty() ? -1 : sum;
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter
                && (name.equals("trips") || name.equals("rejected"))) {
            COUNTERS.add(counter);
        } else if (metric instanceof Gauge<?> gauge && name.equals("shardsBehind")) {
            SHARDS_BEHIND.add(gauge);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            COUNTERS.remove(counter);
        } else if (metric instanceof Gauge<?> gauge) {
            SHARDS_BEHIND.remove(gauge);
        }
    }
}
