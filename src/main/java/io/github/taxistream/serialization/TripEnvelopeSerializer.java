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
 * Serializes a {@link TripEnvelope}. Seldom used: the operators that pass envelopes are chained,
 * unless somebody turns that off.
 */
public final class TripEnvelopeSerializer extends ValueSerializer<TripEnvelope> {

    public static final TripEnvelopeSerializer INSTANCE = new TripEnvelopeSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(TripEnvelope envelope, DataOutputView target) throws IOException {
        target.writeLong(envelope.arrivalMillis());
        Optional<byte[]> payload = envelope.payload();
        target.writeBoolean(payload.isPresent());
        if (payload.isPresent()) {
            target.writeInt(payload.get().length);
            target.write(payload.get());
        }
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
        byte[] payload = null;
        if (source.readBoolean()) {
            payload = new byte[source.readInt()];
            source.readFully(payload);
        }
        if (!source.readBoolean()) {
            return TripEnvelope.rejected(readRejection(source), arrivalMillis, payload);
        }
        TripEnvelope envelope = TripEnvelope.of(readTrip(source), arrivalMillis);
        return payload == null ? envelope : envelope.with(payload);
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
    }

    private static Rejection readRejection(DataInputView source) throws IOException {
        return new Rejection(
                RejectReason.valueOf(source.readUTF()),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF());
    }

    @Override
    public TypeSerializerSnapshot<TripEnvelope> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint remembers of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TripEnvelope> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
