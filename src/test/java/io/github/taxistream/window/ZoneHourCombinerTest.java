package io.github.taxistream.window;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.envelope;
import static io.github.taxistream.support.Trips.partial;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.TripEnvelopeSerializer;
import io.github.taxistream.serialization.ZoneHourSerializer;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZoneHourCombinerTest {

    private static final long CHECKPOINT = 1;

    private OneInputStreamOperatorTestHarness<TripEnvelope, ZoneHour> combiner;

    @BeforeEach
    void open() throws Exception {
        combiner =
                new OneInputStreamOperatorTestHarness<>(
                        new ZoneHourCombiner(), TripEnvelopeSerializer.INSTANCE);
        combiner.setup(ZoneHourSerializer.INSTANCE);
        combiner.open();
    }

    @AfterEach
    void close() throws Exception {
        combiner.close();
    }

    @Test
    void partialTotalLeavesBeforeTheWatermarkThatClosesItsHour() throws Exception {
        send(tripAt(4, "10:15"), tripAt(4, "10:59:59"));

        combiner.processWatermark(at("11:00") - 1);

        assertThat(output())
                .containsExactly(row(partial(4, "10:00", 2)), new Watermark(at("11:00") - 1));
    }

    @Test
    void partialTotalWaitsWhileItsHourIsOpen() throws Exception {
        send(tripAt(4, "10:15"));

        combiner.processWatermark(at("10:00"));
        combiner.processWatermark(at("11:00") - 2);

        assertThat(output())
                .containsExactly(new Watermark(at("10:00")), new Watermark(at("11:00") - 2));
    }

    @Test
    void watermarkTakesOutOnlyTheHoursThatItCloses() throws Exception {
        send(tripAt(4, "09:30"), tripAt(4, "10:30"), tripAt(5, "09:30"), tripAt(4, "11:00"));

        combiner.processWatermark(at("11:00"));

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        partial(4, "09:00", 1), partial(5, "09:00", 1), partial(4, "10:00", 1));
        assertThat(output()).endsWith(new Watermark(at("11:00")));
    }

    @Test
    void watermarkOfASourceThatHasNoTimeYetClosesNothing() throws Exception {
        send(tripAt(4, "10:15"));

        combiner.processWatermark(Watermark.UNINITIALIZED);
        assertThat(rows()).isEmpty();

        combiner.processWatermark(at("11:00"));
        assertThat(rows()).containsExactly(partial(4, "10:00", 1));
    }

    @Test
    void lateTripsOfAnHourWaitForOneRow() throws Exception {
        combiner.processWatermark(at("11:00") - 1);
        send(tripAt(4, "09:15"), tripAt(4, "09:45"));
        combiner.processWatermark(at("11:30"));
        assertThat(rows()).isEmpty();

        combiner.processWatermark(at("12:00") - 1);

        assertThat(rows()).containsExactly(partial(4, "09:00", 2));
    }

    @Test
    void everythingLeavesBeforeABarrier() throws Exception {
        send(tripAt(4, "10:15"), tripAt(5, "23:15"));

        combiner.prepareSnapshotPreBarrier(CHECKPOINT);

        assertThat(rows())
                .containsExactlyInAnyOrder(partial(4, "10:00", 1), partial(5, "23:00", 1));
    }

    @Test
    void nothingLeavesTwice() throws Exception {
        send(tripAt(4, "10:15"));
        combiner.prepareSnapshotPreBarrier(CHECKPOINT);
        send(tripAt(4, "10:20"), tripAt(4, "10:25"));

        combiner.prepareSnapshotPreBarrier(CHECKPOINT + 1);
        combiner.processWatermark(Watermark.MAX_WATERMARK);
        combiner.endInput();

        assertThat(rows()).containsExactly(partial(4, "10:00", 1), partial(4, "10:00", 2));
    }

    @Test
    void everythingLeavesBeforeTheSubtaskIsIdle() throws Exception {
        send(tripAt(4, "10:15"));

        combiner.processWatermarkStatus(WatermarkStatus.IDLE);

        assertThat(output()).containsExactly(row(partial(4, "10:00", 1)), WatermarkStatus.IDLE);
    }

    @Test
    void nothingLeavesWhenTheSubtaskBecomesActive() throws Exception {
        combiner.processWatermarkStatus(WatermarkStatus.IDLE);
        send(tripAt(4, "10:15"));

        combiner.processWatermarkStatus(WatermarkStatus.ACTIVE);

        assertThat(output()).containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE);
    }

    @Test
    void everythingLeavesAtTheEndOfTheInput() throws Exception {
        send(tripAt(4, "10:15"), tripAt(5, "11:15"));

        combiner.endInput();

        assertThat(rows())
                .containsExactlyInAnyOrder(partial(4, "10:00", 1), partial(5, "11:00", 1));
    }

    @Test
    void lastWatermarkClosesEveryHour() throws Exception {
        send(tripAt(4, "10:15"), tripAt(5, "23:59:59"));

        combiner.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(output())
                .hasSize(3)
                .contains(row(partial(4, "10:00", 1)), row(partial(5, "23:00", 1)))
                .endsWith(Watermark.MAX_WATERMARK);
    }

    @Test
    void rejectedRecordsLeaveNoTrace() throws Exception {
        Rejection rejection = new Rejection(RejectReason.NOT_JSON, "garbage", "trips", "0", "1");
        combiner.processElement(
                new StreamRecord<>(TripEnvelope.rejected(rejection, at("10:00"), new byte[0])));

        combiner.endInput();

        assertThat(output()).isEmpty();
    }

    @Test
    void moreZoneHoursThanFitTheMemoryLeaveEarly() throws Exception {
        long firstPickup = at("00:00");
        for (int i = 0; i < ZoneHourCombiner.MAX_ZONE_HOURS; i++) {
            assertThat(output()).isEmpty();
            long pickup = firstPickup + i * 3_600_000L;
            send(new Trip(4, pickup, 1, 1, 1, 1, 1, 1, 1));
        }

        assertThat(rows())
                .hasSize(ZoneHourCombiner.MAX_ZONE_HOURS)
                .doesNotHaveDuplicates()
                .allMatch(row -> row.totals().trips() == 1);
    }

    @Test
    void holdsNoStateBetweenCheckpoints() throws Exception {
        send(tripAt(4, "10:15"));
        combiner.prepareSnapshotPreBarrier(CHECKPOINT);

        assertThat(combiner.snapshot(CHECKPOINT, 0).hasState()).isFalse();
    }

    private void send(Trip... trips) throws Exception {
        for (Trip trip : trips) {
            combiner.processElement(new StreamRecord<>(envelope(trip), trip.pickupMillis()));
        }
    }

    private List<Object> output() {
        return new ArrayList<>(combiner.getOutput());
    }

    private List<ZoneHour> rows() {
        return combiner.extractOutputValues();
    }

    private static StreamRecord<ZoneHour> row(ZoneHour partial) {
        return new StreamRecord<>(partial, partial.hourStartMillis());
    }
}
