package io.github.taxistream.serialization;

import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink how the values of {@code trip} are serialized, so that {@code trip} does not depend
 * on Flink and no type falls back to Kryo.
 */
public final class ValueType<T> extends TypeInformation<T> {

    public static final TypeInformation<TripEnvelope> TRIP_ENVELOPE =
            new ValueType<>(TripEnvelope.class, TripEnvelopeSerializer.INSTANCE);

    public static final TypeInformation<ZoneHour> ZONE_HOUR =
            new ValueType<>(ZoneHour.class, ZoneHourSerializer.INSTANCE);

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    private ValueType(Class<T> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    /** For Flink 1 only: Flink 2 has no such method to override. */
    @SuppressWarnings({"deprecation", "InlineMeSuggester", "MissingOverride"})
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return serializer;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object o) {
        return o instanceof ValueType;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ValueType && ((ValueType<?>) o).type == type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "ValueType(" + type.getSimpleName() + ")";
    }
}
