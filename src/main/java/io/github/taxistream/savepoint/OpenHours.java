package io.github.taxistream.savepoint;

import io.github.taxistream.trip.FailureWords;
import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;

/** The content of a job's windows: hours that are not written yet. Immutable. */
public final class OpenHours {

    static final OpenHours NONE = new OpenHours(0, 0);

    /** The name that Flink's window operator gives to its state. */
    private static final String WINDOWS = "window-contents";

    private final long zoneHours;
    private final long trips;

    private OpenHours(long zoneHours, long trips) {
        this.zoneHours = zoneHours;
        this.trips = trips;
    }

    /** The number of open pairs of a zone and an hour. */
    public long zoneHours() {
        return zoneHours;
    }

    /** The number of their trips. */
    public long trips() {
        return trips;
    }

    OpenHours plus(OpenHours other) {
        return new OpenHours(zoneHours + other.zoneHours, trips + other.trips);
    }

    static OpenHours in(Iterable<KeyedStateHandle> states) throws IOException {
        OpenHours sum = NONE;
        for (KeyedStateHandle state : states) {
            sum = sum.plus(in(state));
        }
        return sum;
    }

    private static OpenHours in(KeyedStateHandle state) throws IOException {
        KeyGroupRange keys = state.getKeyGroupRange();
        if (!(state instanceof SavepointKeyedStateHandle)) {
            throw new IOException(
                    "the open hours can be read from a savepoint in Flink's canonical format only,"
                            + " and not from a checkpoint or a native savepoint");
        }
        try (ThrowingIterator<SavepointRestoreResult> parts =
                new FullSnapshotRestoreOperation<>(
                                keys,
                                OpenHours.class.getClassLoader(),
                                List.of(state),
                                StateSerializerProvider.fromNewRegisteredSerializer(
                                        LongSerializer.INSTANCE))
                        .restore()) {
            OpenHours sum = NONE;
            while (parts.hasNext()) {
                sum = sum.plus(in(parts.next()));
            }
            return sum;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the open hours cannot be read: " + FailureWords.of(e), e);
        }
    }

    private static OpenHours in(SavepointRestoreResult part) throws Exception {
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (StateMetaInfoSnapshot state : part.getStateMetaInfoSnapshots()) {
            // The same file holds timers.
            serializers.add(
                    state.getName().equals(WINDOWS)
                            ? new RegisteredKeyValueStateBackendMetaInfo<>(state)
                                    .getStateSerializer()
                            : null);
        }
        long zoneHours = 0;
        long trips = 0;
        ThrowingIterator<KeyGroup> groups = part.getRestoredKeyGroups();
        while (groups.hasNext()) {
            ThrowingIterator<KeyGroupEntry> entries = groups.next().getKeyGroupEntries();
            while (entries.hasNext()) {
                KeyGroupEntry entry = entries.next();
                TypeSerializer<?> serializer = serializers.get(entry.getKvStateId());
                if (serializer != null) {
                    zoneHours++;
                    trips += tripsOf(serializer, entry.getValue());
                }
            }
        }
        return new OpenHours(zoneHours, trips);
    }

    private static long tripsOf(TypeSerializer<?> serializer, byte[] value) throws IOException {
        return ((ZoneHour) serializer.deserialize(new DataInputDeserializer(value)))
                .totals()
                .trips();
    }
}
