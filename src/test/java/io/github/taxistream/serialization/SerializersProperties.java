package io.github.taxistream.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.AnyTrips;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What is written is read back, and nothing more is read than was written. */
class SerializersProperties {

    @Property
    void everyRowIsReadBack(@ForAll("rows") ZoneHour row) throws IOException {
        assertThat(readBack(row, ZoneHourSerializer.INSTANCE)).isEqualTo(row);
        assertThat(copiedInBinary(row, ZoneHourSerializer.INSTANCE)).isEqualTo(row);
    }

    @Property
    void everyEnvelopeIsReadBack(@ForAll("envelopes") TripEnvelope envelope) throws IOException {
        assertThat(readBack(envelope, TripEnvelopeSerializer.INSTANCE))
                .usingRecursiveComparison()
                .isEqualTo(envelope);
        assertThat(copiedInBinary(envelope, TripEnvelopeSerializer.INSTANCE))
                .usingRecursiveComparison()
                .isEqualTo(envelope);
    }

    private static <T> T readBack(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static <T> T copiedInBinary(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataOutputSerializer copy = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);
        assertThat(copy.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        return serializer.deserialize(value, new DataInputDeserializer(copy.getCopyOfBuffer()));
    }

    @Provide
    Arbitrary<ZoneHour> rows() {
        return Combinators.combine(
                        AnyTrips.trips(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.of(Pane.values()))
                .as(
                        (trip, one, other, pane) ->
                                new ZoneHour(
                                        ZoneHourKey.of(trip),
                                        new ZoneHourTotals(
                                                one, other, -one, -other, one, other, one, other),
                                        pane));
    }

    @Provide
    Arbitrary<TripEnvelope> envelopes() {
        Arbitrary<Long> arrivals = Arbitraries.longs();
        Arbitrary<byte[]> payloads = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<TripEnvelope> trips =
                Combinators.combine(AnyTrips.trips(), arrivals).as(TripEnvelope::of);
        Arbitrary<TripEnvelope> archived =
                Combinators.combine(trips, payloads).as(TripEnvelope::withRecord);
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(250);
        Arbitrary<Rejection> rejections =
                Combinators.combine(
                                Arbitraries.of(RejectReason.values()), texts, texts, texts, texts)
                        .as(Rejection::new);
        Arbitrary<TripEnvelope> rejected =
                Combinators.combine(rejections, arrivals, payloads).as(TripEnvelope::rejected);
        return Arbitraries.oneOf(trips, archived, rejected);
    }
}
