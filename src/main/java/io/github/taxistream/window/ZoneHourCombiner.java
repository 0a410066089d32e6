package io.github.taxistream.window;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up trips by zone and hour before they cross the network; drops envelopes without a trip.
 *
 * <p>A partial total is emitted before anything could make it late or lose it: before the watermark
 * that closes its hour, before a checkpoint barrier, before the subtask becomes idle, and at the
 * end of the input. So the operator has no state, and the windows after it see the same as without
 * it.
 *
 * <p>Late trips wait for the same, so that many trips of a zone and hour make one late row.
 */
public final class ZoneHourCombiner extends AbstractStreamOperator<ZoneHour>
        implements OneInputStreamOperator<TripEnvelope, ZoneHour>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    /**
     * The most zones and hours held at once. A month of all zones is some 200,000; garbage with
     * pickups in many years must not fill the memory.
     */
    static final int MAX_ZONE_HOURS = 50_000;

    private transient ZoneHourTable table;
    private transient StreamRecord<ZoneHour> out;
    private transient long openHour;

    /**
     * The partial totals of records, added up in the same chain as the operator that emits the
     * records: single trips must not be sent anywhere.
     */
    public static SingleOutputStreamOperator<ZoneHour> partials(DataStream<TripEnvelope> records) {
        SingleOutputStreamOperator<ZoneHour> partials =
                records.transform(
                        "add up before the network", ValueType.ZONE_HOUR, new ZoneHourCombiner());
        ((PhysicalTransformation<ZoneHour>) partials.getTransformation())
                .setChainingStrategy(ChainingStrategy.ALWAYS);
        return partials;
    }

    @Override
    public void open() throws Exception {
        super.open();
        table = new ZoneHourTable();
        out = new StreamRecord<>(null);
        openHour = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<TripEnvelope> element) {
        TripEnvelope envelope = element.getValue();
        if (!envelope.isTrip()) {
            return;
        }
        table.add(envelope.trip());
        if (table.size() >= MAX_ZONE_HOURS) {
            flush();
        }
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        long firstOpenHour = firstOpenHour(watermark.getTimestamp());
        if (firstOpenHour > openHour) {
            openHour = firstOpenHour;
            table.drainHoursBefore(firstOpenHour, this::emit);
        }
        super.processWatermark(watermark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            flush();
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private static long firstOpenHour(long watermarkMillis) {
        // The first and the last possible watermark are in no hour.
        return watermarkMillis == Long.MAX_VALUE || watermarkMillis == Long.MIN_VALUE
                ? watermarkMillis
                : ZoneHourKey.hourStartMillis(watermarkMillis + 1);
    }

    private void flush() {
        table.drainTo(this::emit);
    }

    private void emit(ZoneHour partial) {
        output.collect(out.replace(partial, partial.hourStartMillis()));
    }
}
