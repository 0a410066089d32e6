package io.github.taxistream.bench;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
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

    private static final Set<Counter> LATE = ConcurrentHashMap.newKeySet();

    private static final Set<Gauge<?>> SHARDS_BEHIND = ConcurrentHashMap.newKeySet();

    private static final Set<Gauge<?>> WATERMARKS = ConcurrentHashMap.newKeySet();

    /** By the shard's id, also of shards that are no longer read. */
    private static final Map<String, Gauge<?>> BEHIND_BY_SHARD = new ConcurrentHashMap<>();

    /** For Flink, by reflection. */
    public ReadCounter() {}

    /** Forgets the shards of earlier jobs. */
    static void forgetShards() {
        BEHIND_BY_SHARD.clear();
    }

    /** How many shards have been read at least once, by the connector's own metric. */
    static long shardsRead() {
        return BEHIND_BY_SHARD.values().stream()
                .filter(gauge -> ((Number) gauge.getValue()).longValue() >= 0)
                .count();
    }

    /** Trips and rejected records that the sources of all running jobs have read. */
    static long records() {
        return COUNTERS.stream().mapToLong(Counter::getCount).sum();
    }

    /** Trips in late rows of all running jobs. */
    static long lateTrips() {
        return LATE.stream().mapToLong(Counter::getCount).sum();
    }

    /** The watermark that has come to all operators; empty as long as one has seen none. */
    static Optional<Instant> watermark() {
        return WATERMARKS.stream()
                .map(gauge -> (Long) gauge.getValue())
                .min(Comparator.naturalOrder())
                .filter(least -> least > Long.MIN_VALUE)
                .map(Instant::ofEpochMilli);
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
        } else if (metric instanceof Counter counter && name.equals("lateTrips")) {
            LATE.add(counter);
        } else if (metric instanceof Gauge<?> gauge && name.equals("shardsBehind")) {
            SHARDS_BEHIND.add(gauge);
        } else if (metric instanceof Gauge<?> gauge && name.equals("currentInputWatermark")) {
            WATERMARKS.add(gauge);
        } else if (metric instanceof Gauge<?> gauge && name.equals("millisBehindLatest")) {
            BEHIND_BY_SHARD.put(group.getAllVariables().getOrDefault("<shardId>", ""), gauge);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            COUNTERS.remove(counter);
            LATE.remove(counter);
        } else if (metric instanceof Gauge<?> gauge) {
            SHARDS_BEHIND.remove(gauge);
            WATERMARKS.remove(gauge);
        }
    }
}
