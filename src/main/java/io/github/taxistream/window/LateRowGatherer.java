package io.github.taxistream.window;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.ZoneHour;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the late rows of each zone and hour, and emits them at the end of each interval of the
 * wall clock, all at once.
 *
 * <p>Each checkpoint at which an hour has a row creates a file. Late trips arrive all the time, so
 * without this they would create a file a minute for each of their hours.
 *
 * <p>A drain emits all rows: the last watermark fires the timers, too.
 */
public final class LateRowGatherer extends KeyedProcessFunction<Long, ZoneHour, ZoneHour> {

    private static final long serialVersionUID = 1L;

    private static final long LAST_WATERMARK = Long.MAX_VALUE;

    private final long intervalMillis;
    private transient ValueState<ZoneHour> gathered;

    /**
     * @param interval how long rows wait for others at most; 0 for not at all
     */
    LateRowGatherer(Duration interval) {
        this.intervalMillis = interval.toMillis();
    }

    /**
     * Gathers rows without sending them to other subtasks.
     *
     * @param lateRows rows on the subtask of their {@link ZoneHour#key()}, as the windows emit them
     * @param interval how long rows wait for others at most; 0 for not at all
     */
    public static SingleOutputStreamOperator<ZoneHour> gathered(
            DataStream<ZoneHour> lateRows, Duration interval) {
        return DataStreamUtils.reinterpretAsKeyedStream(
                        lateRows, row -> row.key().pack(), Types.LONG)
                .process(new LateRowGatherer(interval), ValueType.ZONE_HOUR);
    }

    @Override
    public void open(OpenContext context) {
        gathered =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("gathered", ValueType.ZONE_HOUR));
    }

    @Override
    public void processElement(ZoneHour row, Context context, Collector<ZoneHour> out)
            throws Exception {
        ZoneHour before = gathered.value();
        gathered.update(before == null ? row : before.plus(row));
        TimerService timers = context.timerService();
        if (intervalMillis == 0 || timers.currentWatermark() == LAST_WATERMARK) {
            emit(timers, out);
        } else if (before == null) {
            timers.registerProcessingTimeTimer(endOfInterval(timers.currentProcessingTime()));
            timers.registerEventTimeTimer(LAST_WATERMARK);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ZoneHour> out)
            throws Exception {
        emit(context.timerService(), out);
    }

    /** A timer of rows that were already emitted finds nothing, or emits later ones early. */
    private void emit(TimerService timers, Collector<ZoneHour> out) throws Exception {
        ZoneHour row = gathered.value();
        if (row != null) {
            gathered.clear();
            timers.deleteEventTimeTimer(LAST_WATERMARK);
            out.collect(row);
        }
    }

    private long endOfInterval(long nowMillis) {
        return nowMillis - Math.floorMod(nowMillis, intervalMillis) + intervalMillis;
    }
}
