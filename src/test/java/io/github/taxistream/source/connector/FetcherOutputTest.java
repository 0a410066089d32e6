package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.TimeCharacteristic;
import org.apache.flink.streaming.api.operators.StreamSourceContexts;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.CollectorOutput;
import org.junit.jupiter.api.Test;

/** Before Flink's own output of a source. */
@SuppressWarnings("deprecation") // The Kinesis consumer is a SourceFunction.
class FetcherOutputTest {

    private final List<StreamElement> emitted = new ArrayList<>();
    private final FetcherOutput output =
            new FetcherOutput(
                    StreamSourceContexts.<TripEnvelope>getSourceContext(
                            TimeCharacteristic.EventTime,
                            new TestProcessingTimeService(),
                            new Object(),
                            new CollectorOutput<>(emitted),
                            200,
                            -1,
                            true));

    @Test
    void clockThatTicksOnceMoreWhileTheJobIsStoppedDoesNotFailIt() {
        output.emitWatermark(new Watermark(1));
        output.close();

        output.emitWatermark(new Watermark(2));
        output.becomeIdle();

        assertThat(emitted).doesNotContain(new Watermark(2), WatermarkStatus.IDLE);
    }

    @Test
    void onlyTheClockSaysThatItIsIdle() {
        output.markAsTemporarilyIdle();
        assertThat(emitted).isEmpty();

        output.becomeIdle();
        assertThat(emitted).containsExactly(WatermarkStatus.IDLE);
    }

    @Test
    void idleOutputIsActiveAgainAtTheEnd() {
        output.emitWatermark(new Watermark(1));
        output.becomeIdle();

        output.end();
        output.becomeIdle();

        assertThat(emitted)
                .containsExactly(
                        new Watermark(1),
                        WatermarkStatus.IDLE,
                        WatermarkStatus.ACTIVE,
                        new Watermark(1));
    }

    @Test
    void outputThatNeverHadATimeHasNoneAtTheEnd() {
        output.becomeIdle();

        output.end();

        assertThat(emitted)
                .containsExactly(
                        WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.UNINITIALIZED);
    }
}
