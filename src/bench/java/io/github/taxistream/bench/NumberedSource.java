package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.source.EntryParser;
import io.github.taxistream.source.connector.ClockedOutput;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Our source with records of which no two are alike: each has a number, and they arrive as in a
 * full shard, a thousand a second. So duplicates can be looked for, and the others kept in state,
 * as long as they are in a stream.
 */
final class NumberedSource extends OurSource implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final String NUMBER = ",\"number\":1000000000}";

    private final Duration horizon;
    private transient ClockedOutput clocked;
    private transient ListState<byte[]> recent;

    private NumberedSource(EntryParser.Factory parsers, JobSettings settings) {
        super(parsers, settings.eventTime(), settings.idleShard());
        this.horizon = settings.duplicateHorizon().orElse(null);
    }

    /** With duplicates as the settings have them. */
    static NumberedSource of(JobSettings settings) {
        Duration future = settings.futureTolerance();
        if (settings.duplicateHorizon().isEmpty()) {
            return new NumberedSource(() -> new TripParser(future)::parse, settings);
        }
        Instants instants = settings.instants();
        String id = settings.id().orElse(null);
        return new NumberedSource(
                () -> TripParser.identifying(future, instants, Optional.ofNullable(id))::parse,
                settings);
    }

    @Override
    byte[] record(TripRecords records, int place) {
        byte[] record = records.at(place);
        int end = record.length - 1;
        byte[] numbered = Arrays.copyOf(record, end + NUMBER.length());
        for (int i = 0; i < NUMBER.length(); i++) {
            numbered[end + i] = (byte) NUMBER.charAt(i);
        }
        int rest = place;
        for (int i = numbered.length - 2; rest > 0; i--) {
            numbered[i] += (byte) (rest % 10);
            rest /= 10;
        }
        return numbered;
    }

    @Override
    long arrivalMillis(int place) {
        return ARRIVAL_MILLIS + place;
    }

    @Override
    ClockedOutput clocked(SourceContext<TripEnvelope> context) {
        clocked = super.clocked(context);
        if (horizon != null) {
            clocked.rejectDuplicates(horizon);
        }
        return clocked;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        recent =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "recent-entries", BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        recent.clear();
        if (clocked != null) {
            recent.addAll(clocked.recentEntries());
        }
    }
}
