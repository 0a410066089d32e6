package io.github.taxistream.window;

import static io.github.taxistream.support.Trips.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateRowGathererTest {

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final long HOUR = INTERVAL.toMillis();
    private static final long MINUTE = 60_000;

    private KeyedOneInputStreamOperatorTestHarness<Long, ZoneHour, ZoneHour> gatherer;

    @AfterEach
    void close() throws Exception {
        gatherer.close();
    }

    @Test
    void lateRowsOfAZoneAndHourAreOneRowAtTheEndOfTheInterval() throws Exception {
        open(INTERVAL, 10 * HOUR + 7 * MINUTE);
        send(row(4, "10:00", 1, Pane.LATE));
        gatherer.setProcessingTime(10 * HOUR + 40 * MINUTE);
        send(row(4, "10:00", 2, Pane.LATE));

        gatherer.setProcessingTime(11 * HOUR - 1);
        assertThat(rows()).isEmpty();

        gatherer.setProcessingTime(11 * HOUR);
        assertThat(rows()).containsExactly(row(4, "10:00", 3, Pane.LATE));
        assertNothingIsKept();
    }

    @Test
    void rowsOfAllZonesAndHoursComeAtOnce() throws Exception {
        open(INTERVAL, 10 * HOUR + 7 * MINUTE);
        send(row(4, "10:00", 1, Pane.LATE));
        gatherer.setProcessingTime(10 * HOUR + 59 * MINUTE);
        send(row(5, "10:00", 1, Pane.LATE));
        send(row(4, "09:00", 1, Pane.LATE));

        gatherer.setProcessingTime(11 * HOUR);

        assertThat(rows()).hasSize(3);
        assertNothingIsKept();
    }

    @Test
    void eachIntervalHasARowOfItsOwn() throws Exception {
        open(INTERVAL, 10 * HOUR);
        send(row(4, "10:00", 1, Pane.LATE));
        gatherer.setProcessingTime(11 * HOUR);
        send(row(4, "10:00", 2, Pane.LATE));
        gatherer.setProcessingTime(12 * HOUR);

        assertThat(rows())
                .containsExactly(row(4, "10:00", 1, Pane.LATE), row(4, "10:00", 2, Pane.LATE));
        assertNothingIsKept();
    }

    @Test
    void drainEmitsWhatIsThereAndWhateverComesAfterIt() throws Exception {
        open(INTERVAL, 10 * HOUR);
        send(row(4, "10:00", 1, Pane.LATE));

        gatherer.processWatermark(Long.MAX_VALUE);
        assertThat(rows()).containsExactly(row(4, "10:00", 1, Pane.LATE));

        send(row(4, "10:00", 2, Pane.LATE));
        assertThat(rows()).endsWith(row(4, "10:00", 2, Pane.LATE)).hasSize(2);
    }

    @Test
    void rowsAreNotGatheredIfNotAskedFor() throws Exception {
        open(Duration.ZERO, 10 * HOUR);

        send(row(4, "10:00", 1, Pane.LATE));

        assertThat(rows()).containsExactly(row(4, "10:00", 1, Pane.LATE));
        assertNothingIsKept();
    }

    @Test
    void gatheredRowsOutliveARestart() throws Exception {
        open(INTERVAL, 10 * HOUR);
        send(row(4, "10:00", 1, Pane.LATE));

        restart(INTERVAL, 13 * HOUR);

        assertThat(rows()).containsExactly(row(4, "10:00", 1, Pane.LATE));
        assertNothingIsKept();
    }

    @Test
    void gatheredRowsComeWithTheNextOnceTheyAreNoLongerGathered() throws Exception {
        open(INTERVAL, 10 * HOUR);
        send(row(4, "10:00", 1, Pane.LATE));

        restart(Duration.ZERO, 10 * HOUR);
        send(row(4, "10:00", 2, Pane.LATE));

        assertThat(rows()).containsExactly(row(4, "10:00", 3, Pane.LATE));
    }

    private void open(Duration interval, long nowMillis) throws Exception {
        gatherer = harness(interval);
        gatherer.open();
        gatherer.setProcessingTime(nowMillis);
    }

    private void restart(Duration interval, long nowMillis) throws Exception {
        OperatorSubtaskState state = gatherer.snapshot(1, 1);
        gatherer.close();
        gatherer = harness(interval);
        gatherer.initializeState(state);
        gatherer.open();
        gatherer.setProcessingTime(nowMillis);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Long, ZoneHour, ZoneHour> harness(
            Duration interval) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, ZoneHour, ZoneHour> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new LateRowGatherer(interval)),
                        row -> row.key().pack(),
                        Types.LONG);
        harness.setup(
                ValueType.ZONE_HOUR.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        return harness;
    }

    private void send(ZoneHour row) throws Exception {
        gatherer.processElement(row, row.hourStartMillis());
    }

    private List<ZoneHour> rows() {
        return gatherer.extractOutputValues();
    }

    private void assertNothingIsKept() {
        assertThat(gatherer.numKeyedStateEntries()).as("state").isZero();
        assertThat(gatherer.numEventTimeTimers()).as("event-time timers").isZero();
        assertThat(gatherer.numProcessingTimeTimers()).as("processing-time timers").isZero();
    }
}
