package io.github.taxistream.source.connector;

import io.github.taxistream.trip.NewYorkClock;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The source's metrics, in the group {@code kinesisanalytics}: the only one that Managed Flink
 * passes on to CloudWatch.
 *
 * <ul>
 *   <li>{@code trips}, {@code rejected} and {@code rejected_<reason>}: entries since the start
 *   <li>{@code misplaced}: records in aggregates of another shard, which were not de-aggregated
 *   <li>{@code watermarkLag}: milliseconds from the watermark to now on a clock in New York, -1
 *       before the first
 *   <li>{@code shardsBehind}: shards with a backlog, -1 before the first check
 *   <li>{@code shardsGiving}: shards that have a backlog or gave records when last read, -1 before
 *       the first check; 0 means that everything has been read
 * </ul>
 */
final class SourceMetrics {

    static final String GROUP = "kinesisanalytics";

    private final Counter trips;
    private final Counter rejected;
    private final Map<RejectReason, Counter> rejectedByReason = new EnumMap<>(RejectReason.class);
    private volatile long watermark = Long.MIN_VALUE;
    private volatile int shardsBehind = -1;
    private volatile int shardsGiving = -1;

    SourceMetrics(MetricGroup operator, LongSupplier nowMillis, LongSupplier misplaced) {
        MetricGroup group = operator.addGroup(GROUP);
        trips = group.counter("trips");
        rejected = group.counter("rejected");
        for (RejectReason reason : RejectReason.values()) {
            rejectedByReason.put(reason, group.counter("rejected_" + reason.id()));
        }
        group.gauge("misplaced", misplaced::getAsLong);
        group.gauge(
                "watermarkLag",
                () -> watermark == Long.MIN_VALUE ? -1L : lagOf(watermark, nowMillis.getAsLong()));
        group.gauge("shardsBehind", () -> shardsBehind);
        group.gauge("shardsGiving", () -> shardsGiving);
    }

    /** Pickups are in New York's time, so the watermark is, too. */
    private static long lagOf(long watermark, long nowMillis) {
        return new NewYorkClock().latestMillis(nowMillis) - watermark;
    }

    void count(TripEnvelope envelope) {
        if (envelope.isTrip()) {
            trips.inc();
        } else {
            rejected.inc();
            rejectedByReason.get(envelope.rejection().reason()).inc();
        }
    }

    void shards(int behind, int giving) {
        shardsBehind = behind;
        shardsGiving = giving;
    }

    void watermark(long watermarkMillis) {
        watermark = watermarkMillis;
    }
}
