package io.github.taxistream.source.connector;

import java.time.Instant;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Where the reading of the stream began, kept in checkpoints.
 *
 * <p>The connector keeps how far each shard was read. For a shard without a record so far this is
 * only "from the instant in the settings", which the next start may set differently. And if a
 * checkpoint was taken before the shards were listed, the connector then mistakes all of them for
 * new shards, which it reads from their beginning.
 */
final class StartState {

    private final ListState<Long> instants;
    private final ListState<Boolean> listed;
    private final StartPosition start;
    private final boolean wereShardsListed;

    /**
     * Restores it.
     *
     * @param configured where a job without a state to restore begins
     */
    StartState(FunctionInitializationContext context, StartPosition configured) throws Exception {
        instants =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("start-instant", Types.LONG));
        listed =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("shards-listed", Types.BOOLEAN));
        StartPosition restored = configured;
        for (long millis : instants.get()) {
            restored = StartPosition.at(Instant.ofEpochMilli(millis));
        }
        boolean isListedByAll = context.isRestored();
        for (boolean isListed : listed.get()) {
            isListedByAll &= isListed;
        }
        start = restored;
        wereShardsListed = isListedByAll;
    }

    /** Where the job began, if it was restored, or begins now. */
    StartPosition start() {
        return start;
    }

    /**
     * Whether a shard that the connector takes for a new one is read from the instant at which the
     * job began: unless all subtasks of the job that was restored had listed the shards.
     */
    boolean readsUnknownShardsFromInstant() {
        return start.instant().isPresent() && !wereShardsListed;
    }

    /**
     * Keeps it.
     *
     * @param isListed whether this subtask has listed the shards by now
     */
    void snapshot(boolean isListed) throws Exception {
        instants.clear();
        if (start.instant().isPresent()) {
            instants.add(start.instant().get().toEpochMilli());
        }
        listed.clear();
        listed.add(isListed || wereShardsListed);
    }
}
