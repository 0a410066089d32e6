package io.github.taxistream.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializersTest {

    static Stream<TypeInformation<? extends Object>> types() {
        return Stream.of(ValueType.TRIP_ENVELOPE, ValueType.ZONE_HOUR);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void snapshotInASavepointIsCompatibleWithTheSerializer(TypeInformation<T> type)
            throws IOException {
        TypeSerializer<T> serializer = serializer(type);
        TypeSerializerSnapshot<T> restored = thereAndBack(serializer.snapshotConfiguration());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void serializerAndTypeGoToTheClusterAndBack(TypeInformation<T> type) throws Exception {
        assertThat(thereAndBack(type)).isEqualTo(type).hasSameHashCodeAs(type);
        assertThat(thereAndBack(serializer(type))).isEqualTo(serializer(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void valuesAreImmutableSoThatNoChainCopiesThem(TypeInformation<T> type) {
        TypeSerializer<T> serializer = serializer(type);
        assertThat(serializer.isImmutableType()).isTrue();
        assertThat(serializer.duplicate()).isSameAs(serializer);
        assertThat(serializer.getLength()).isEqualTo(-1);
        assertThatThrownBy(serializer::createInstance)
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copyOfAnImmutableValueIsTheValue() {
        ZoneHour row = Trips.row(4, "10:00", 1, Pane.ON_TIME);
        assertThat(ZoneHourSerializer.INSTANCE.copy(row)).isSameAs(row);
        assertThat(ZoneHourSerializer.INSTANCE.copy(row, row.in(Pane.LATE))).isSameAs(row);
    }

    @Test
    void typesAreNotTakenForOneAnother() {
        assertThat(ValueType.TRIP_ENVELOPE).isNotEqualTo(ValueType.ZONE_HOUR);
    }

    /** What a savepoint of the released job has for a row; it must be read for ever. */
    @Test
    void bytesOfARowStayWhatTheyAre() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        ZoneHourSerializer.INSTANCE.serialize(Trips.row(4, "10:00", 2, Pane.LATE), out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(in.readInt()).isEqualTo(4);
        assertThat(in.readLong()).isEqualTo(Trips.at("10:00"));
        for (long total : new long[] {2, 0, 80, 58, 800, 8, 8, 808}) {
            assertThat(in.readLong()).isEqualTo(total);
        }
        for (int i = Measure.COUNT_OF_RELEASE_1_0; i < Measure.COUNT; i++) {
            assertThat(in.readLong()).isZero();
        }
        assertThat(in.readUTF()).isEqualTo("LATE");
        assertThat(in.available()).isZero();
    }

    @Test
    void rowOfASavepointWithFewerMeasuresIsReadWithZerosForTheNewOnes() throws IOException {
        ZoneHour row = Trips.row(4, "10:00", 2, Pane.LATE);
        ZoneHourSerializer old = new ZoneHourSerializer(Measure.COUNT - 1);
        DataOutputSerializer out = new DataOutputSerializer(64);
        old.serialize(row, out);

        TypeSerializerSnapshot<ZoneHour> restored = thereAndBack(old.snapshotConfiguration());
        ZoneHour read =
                restored.restoreSerializer()
                        .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        for (Measure measure : Measure.ALL) {
            boolean isNew = measure.index() == Measure.COUNT - 1;
            assertThat(read.totals().get(measure)).isEqualTo(isNew ? 0 : row.totals().get(measure));
        }
        assertThat(read.pane()).isEqualTo(Pane.LATE);
        TypeSerializerSnapshot<ZoneHour> now = ZoneHourSerializer.INSTANCE.snapshotConfiguration();
        assertThat(now.resolveSchemaCompatibility(restored).isCompatibleAfterMigration()).isTrue();
        assertThat(restored.resolveSchemaCompatibility(now).isIncompatible()).isTrue();
    }

    private static <T> TypeSerializerSnapshot<T> thereAndBack(TypeSerializerSnapshot<T> snapshot)
            throws IOException {
        DataOutputSerializer savepoint = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(savepoint, snapshot);
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(savepoint.getCopyOfBuffer()),
                SerializersTest.class.getClassLoader());
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private static <T extends Serializable> T thereAndBack(T value) throws Exception {
        return InstantiationUtil.deserializeObject(
                InstantiationUtil.serializeObject(value), SerializersTest.class.getClassLoader());
    }
}
