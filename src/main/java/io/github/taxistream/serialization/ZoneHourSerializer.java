package io.github.taxistream.serialization;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes a {@link ZoneHour}, for the network and for the windows' state. */
public final class ZoneHourSerializer extends ValueSerializer<ZoneHour> {

    public static final ZoneHourSerializer INSTANCE = new ZoneHourSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(ZoneHour row, DataOutputView target) throws IOException {
        target.writeInt(row.zoneId());
        target.writeLong(row.hourStartMillis());
        for (Measure measure : Measure.ALL) {
            target.writeLong(row.totals().get(measure));
        }
        target.writeUTF(row.pane().name());
    }

    @Override
    public ZoneHour deserialize(DataInputView source) throws IOException {
        ZoneHourKey key = new ZoneHourKey(source.readInt(), source.readLong());
        long[] sums = new long[Measure.COUNT];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = source.readLong();
        }
        return new ZoneHour(key, ZoneHourTotals.at(sums, 0), Pane.valueOf(source.readUTF()));
    }

    @Override
    public TypeSerializerSnapshot<ZoneHour> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint remembers of this serializer: its name alone. */
    public static class Snapshot extends SimpleTypeSerializerSnapshot<ZoneHour> {
        public Snapshot() {
            super(() -> INSTANCE);
        }

        /** The bytes are those of release 1.0, whose savepoints have its subclass's name. */
        @Override
        public TypeSerializerSchemaCompatibility<ZoneHour> resolveSchemaCompatibility(
                TypeSerializerSnapshot<ZoneHour> old) {
            return old instanceof Snapshot
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
