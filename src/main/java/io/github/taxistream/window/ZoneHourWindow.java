package io.github.taxistream.window;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeoutTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the partial totals of each zone and hour, and emits a row when the watermark passes the
 * hour, or when the zone and hour had no trips for the quiet period.
 *
 * <p>A window fires and purges, and no state is kept for a closed hour: later trips make a row of
 * their own, to be added to the earlier ones.
 */
public final class ZoneHourWindow {

    /** Partial totals of closed hours, which are late rows already. */
    public static final OutputTag<ZoneHour> LATE_ROWS =
            new OutputTag<>("late-rows", ValueType.ZONE_HOUR);

    private ZoneHourWindow() {}

    /**
     * Windows the partial totals.
     *
     * @param partials partial totals, with the start of their hour as the timestamp
     * @param quietPeriod how long a zone and hour has to be without a trip, by the wall clock, for
     *     its row to be written though the watermark has not passed the hour
     * @return the rows; those of late trips are in the side output {@link #LATE_ROWS}
     */
    public static SingleOutputStreamOperator<ZoneHour> rows(
            DataStream<ZoneHour> partials, Duration quietPeriod) {
        return partials.keyBy(partial -> partial.key().pack(), Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
                .trigger(
                        PurgingTrigger.of(
                                ProcessingTimeoutTrigger.of(
                                        EventTimeTrigger.create(), quietPeriod, true, true)))
                .sideOutputLateData(LATE_ROWS)
                .reduce(ZoneHour::plus, new PaneLabel(), ValueType.ZONE_HOUR);
    }

    /** Says why a window fired: if the watermark has not passed its hour, it was quiet. */
    private static final class PaneLabel
            extends ProcessWindowFunction<ZoneHour, ZoneHour, Long, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long key, Context context, Iterable<ZoneHour> totals, Collector<ZoneHour> out) {
            boolean isPassed = context.currentWatermark() >= context.window().maxTimestamp();
            out.collect(totals.iterator().next().in(isPassed ? Pane.ON_TIME : Pane.QUIET));
        }
    }
}
