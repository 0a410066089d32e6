package io.github.taxistream.serialization;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a {@link ZoneHour}, for the network and for the windows' state.
 *
 * <p>A savepoint stores how many measures its rows have. If there are more by now, Flink reads the
 * rows with a serializer for that many, the new measures are 0, and the state is written anew.
 */
public final class ZoneHourSerializer extends ValueSerializer<ZoneHour> {

    public static final ZoneHourSerializer INSTANCE = new ZoneHourSerializer(Measure.COUNT);

    private static final long serialVersionUID = 1L;

    private final int measures;

    /**
     * @param measures how many measures a row has: the first ones of the list
     */
    ZoneHourSerializer(int measures) {
        this.measures = measures;
    }

    @Override
    public void serialize(ZoneHour row, DataOutputView target) throws IOException {
        target.writeInt(row.zoneId());
        target.writeLong(row.hourStartMillis());
        for (int i = 0; i < measures; i++) {
            target.writeLong(row.totals().get(Measure.ALL.get(i)));
        }
        target.writeUTF(row.pane().name());
    }

    @Override
    public ZoneHour deserialize(DataInputView source) throws IOException {
        ZoneHourKey key = new ZoneHourKey(source.readInt(), source.readLong());
        long[] sums = new long[Measure.COUNT];
        for (int i = 0; i < measures; i++) {
            sums[i] = source.readLong();
        }
        return new ZoneHour(key, ZoneHourTotals.at(sums, 0), Pane.valueOf(source.readUTF()));
    }

    @Override
    public TypeSerializerSnapshot<ZoneHour> snapshotConfiguration() {
        return new Snapshot(measures);
    }

    /** What a savepoint stores about this serializer: its name, and how many measures a row has. */
    public static class Snapshot implements TypeSerializerSnapshot<ZoneHour> {

        /** Before this version a savepoint did not store the number of measures. */
        private static final int VERSION_WITH_MEASURES = 4;

        private int measures;

        /** For Flink, which then lets the snapshot read itself from a savepoint. */
        public Snapshot() {
            this(Measure.COUNT);
        }

        private Snapshot(int measures) {
            this.measures = measures;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION_WITH_MEASURES;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeInt(measures);
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader classes)
                throws IOException {
            measures =
                    version < VERSION_WITH_MEASURES ? Measure.COUNT_OF_RELEASE_1_0 : in.readInt();
        }

        @Override
        public TypeSerializer<ZoneHour> restoreSerializer() {
            return new ZoneHourSerializer(measures);
        }

        /** Also for savepoints of release 1.0, which store the name of a subclass. */
        @Override
        public TypeSerializerSchemaCompatibility<ZoneHour> resolveSchemaCompatibility(
                TypeSerializerSnapshot<ZoneHour> old) {
            if (!(old instanceof Snapshot) || ((Snapshot) old).measures > measures) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            return ((Snapshot) old).measures == measures
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
    }
}
