package io.github.taxistream.window;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.partial;
import static io.github.taxistream.support.Trips.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZoneHourWindowTest {

    private static final Duration QUIET_PERIOD = Duration.ofHours(3);

    private KeyedOneInputStreamOperatorTestHarness<Long, ZoneHour, ZoneHour> windows;

    @BeforeEach
    void open() throws Exception {
        windows =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        windowOperator(), row -> row.key().pack(), Types.LONG);
        windows.open();
        windows.setProcessingTime(0);
    }

    @AfterEach
    void close() throws Exception {
        windows.close();
    }

    @Test
    void hourIsOneRowOnceTheWatermarkHasPassedIt() throws Exception {
        send(partial(4, "10:00", 2));
        send(partial(4, "10:00", 3));

        windows.processWatermark(at("11:00") - 2);
        assertThat(rows()).isEmpty();

        windows.processWatermark(at("11:00") - 1);
        assertThat(rows()).containsExactly(row(4, "10:00", 5, Pane.ON_TIME));
        assertThat(lateRows()).isEmpty();
        assertNothingIsKept();
    }

    @Test
    void hoursBeginOnTheHour() throws Exception {
        send(partial(4, "10:00", 1));
        send(partial(4, "11:00", 1));

        windows.processWatermark(at("11:00") - 1);
        assertThat(rows()).containsExactly(row(4, "10:00", 1, Pane.ON_TIME));

        windows.processWatermark(at("12:00") - 1);
        assertThat(rows()).endsWith(row(4, "11:00", 1, Pane.ON_TIME)).hasSize(2);
    }

    @Test
    void zonesHaveRowsOfTheirOwn() throws Exception {
        send(partial(4, "10:00", 1));
        send(partial(5, "10:00", 2));

        windows.processWatermark(at("11:00") - 1);

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        row(4, "10:00", 1, Pane.ON_TIME), row(5, "10:00", 2, Pane.ON_TIME));
        assertNothingIsKept();
    }

    @Test
    void lateTripIsAddedByASecondRow() throws Exception {
        send(partial(4, "10:00", 2));
        windows.processWatermark(at("11:00") - 1);

        send(partial(4, "10:00", 1));

        assertThat(rows()).containsExactly(row(4, "10:00", 2, Pane.ON_TIME));
        assertThat(lateRows()).containsExactly(row(4, "10:00", 1, Pane.LATE));
        assertNothingIsKept();
    }

    @Test
    void quietHourIsWrittenThoughTheWatermarkStandsStill() throws Exception {
        windows.processWatermark(at("10:30"));
        send(partial(4, "10:00", 2));

        windows.setProcessingTime(QUIET_PERIOD.toMillis() - 1);
        assertThat(rows()).isEmpty();

        windows.setProcessingTime(QUIET_PERIOD.toMillis());
        assertThat(rows()).containsExactly(row(4, "10:00", 2, Pane.QUIET));
        assertNothingIsKept();
    }

    @Test
    void furtherTripsOfAQuietHourMakeAnotherRow() throws Exception {
        send(partial(4, "10:00", 2));
        windows.setProcessingTime(QUIET_PERIOD.toMillis());

        send(partial(4, "10:00", 1));
        windows.processWatermark(at("11:00") - 1);

        assertThat(rows())
                .containsExactly(row(4, "10:00", 2, Pane.QUIET), row(4, "10:00", 1, Pane.ON_TIME));
        assertNothingIsKept();
    }

    @Test
    void hourCanBeQuietAgainAndAgain() throws Exception {
        send(partial(4, "10:00", 2));
        windows.setProcessingTime(QUIET_PERIOD.toMillis());
        send(partial(4, "10:00", 1));
        windows.setProcessingTime(QUIET_PERIOD.toMillis() * 2);

        assertThat(rows())
                .containsExactly(row(4, "10:00", 2, Pane.QUIET), row(4, "10:00", 1, Pane.QUIET));
        assertNothingIsKept();
    }

    @Test
    void tripsKeepAnHourFromBeingQuiet() throws Exception {
        send(partial(4, "10:00", 1));
        windows.setProcessingTime(QUIET_PERIOD.toMillis() - 1);
        send(partial(4, "10:00", 1));

        windows.setProcessingTime(QUIET_PERIOD.toMillis() * 2 - 2);

        assertThat(rows()).isEmpty();
    }

    @Test
    void hourThatWasWrittenOnTimeIsNotWrittenAgainWhenItIsQuiet() throws Exception {
        send(partial(4, "10:00", 1));
        windows.processWatermark(at("11:00") - 1);

        windows.setProcessingTime(QUIET_PERIOD.toMillis() * 2);

        assertThat(rows()).containsExactly(row(4, "10:00", 1, Pane.ON_TIME));
    }

    @Test
    void lastWatermarkWritesAllOpenHours() throws Exception {
        send(partial(4, "10:00", 1));
        send(partial(4, "23:00", 1));

        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        row(4, "10:00", 1, Pane.ON_TIME), row(4, "23:00", 1, Pane.ON_TIME));
        assertNothingIsKept();
    }

    /** Flink's own window operator, as the job sets it up. */
    @SuppressWarnings("unchecked")
    private static OneInputStreamOperator<ZoneHour, ZoneHour> windowOperator() {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        OneInputTransformation<ZoneHour, ZoneHour> rows =
                (OneInputTransformation<ZoneHour, ZoneHour>)
                        ZoneHourWindow.rows(
                                        env.fromData(ValueType.ZONE_HOUR, partial(1, "00:00", 1)),
                                        QUIET_PERIOD)
                                .getTransformation();
        return rows.getOperator();
    }

    private void send(ZoneHour partial) throws Exception {
        windows.processElement(new StreamRecord<>(partial, partial.hourStartMillis()));
    }

    private List<ZoneHour> rows() {
        return windows.extractOutputValues();
    }

    private List<ZoneHour> lateRows() {
        Queue<StreamRecord<ZoneHour>> late = windows.getSideOutput(ZoneHourWindow.LATE_ROWS);
        return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
    }

    private void assertNothingIsKept() {
        assertThat(windows.numKeyedStateEntries()).isZero();
        assertThat(windows.numEventTimeTimers()).isZero();
        assertThat(windows.numProcessingTimeTimers()).isZero();
    }
}
