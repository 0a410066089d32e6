package io.github.taxistream.serialization;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a {@link TripEnvelope}, without the entries that follow it: the source emits those
 * separately. Rarely used: the operators that exchange envelopes are chained, unless chaining is
 * turned off.
 */
public final class TripEnvelopeSerializer extends ValueSerializer<TripEnvelope> {

    public static final TripEnvelopeSerializer INSTANCE = new TripEnvelopeSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(TripEnvelope envelope, DataOutputView target) throws IOException {
        target.writeLong(envelope.arrivalMillis());
        write(envelope.payload(), target);
        write(envelope.record(), target);
        target.writeBoolean(envelope.isTrip());
        if (envelope.isTrip()) {
            write(envelope.trip(), target);
        } else {
            write(envelope.rejection(), target);
        }
    }

    @Override
    public TripEnvelope deserialize(DataInputView source) throws IOException {
        long arrivalMillis = source.readLong();
        Optional<byte[]> payload = readBytes(source);
        Optional<byte[]> record = readBytes(source);
        TripEnvelope envelope =
                source.readBoolean()
                        ? TripEnvelope.of(readTrip(source), arrivalMillis)
                        : TripEnvelope.rejected(
                                readRejection(source), arrivalMillis, payload.orElseThrow());
        return record.isPresent() ? envelope.withRecord(record.get()) : envelope;
    }

    private static void write(Optional<byte[]> bytes, DataOutputView target) throws IOException {
        target.writeBoolean(bytes.isPresent());
        if (bytes.isPresent()) {
            target.writeInt(bytes.get().length);
            target.write(bytes.get());
        }
    }

    private static Optional<byte[]> readBytes(DataInputView source) throws IOException {
        if (!source.readBoolean()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return Optional.of(bytes);
    }

    private static void write(Trip trip, DataOutputView target) throws IOException {
        target.writeInt(trip.zoneId());
        target.writeLong(trip.pickupMillis());
        for (Measure measure : Measure.ALL) {
            target.writeLong(trip.get(measure));
        }
    }

    private static Trip readTrip(DataInputView source) throws IOException {
        int zoneId = source.readInt();
        long pickupMillis = source.readLong();
        long[] measures = new long[Measure.COUNT];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = source.readLong();
        }
        return Trip.of(zoneId, pickupMillis, measures);
    }

    private static void write(Rejection rejection, DataOutputView target) throws IOException {
        target.writeUTF(rejection.reason().name());
        target.writeUTF(rejection.detail());
        target.writeUTF(rejection.stream());
        target.writeUTF(rejection.shardId());
        target.writeUTF(rejection.sequenceNumber());
        target.writeInt(rejection.entries());
    }

    private static Rejection readRejection(DataInputView source) throws IOException {
        return new Rejection(
                RejectReason.valueOf(source.readUTF()),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readInt());
    }

    @Override
    public TypeSerializerSnapshot<TripEnvelope> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint stores about this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TripEnvelope> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
