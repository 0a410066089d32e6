package io.github.taxistream.savepoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/** A savepoint of the job, which can be read without running the job. Immutable. */
public final class Savepoint {

    /** The state in which Flink's sinks store whether they have seen the end of their input. */
    private static final String END_OF_INPUT = "end_of_input_state";

    /**
     * Beside the savepoint's own file, because that refers to its other files relative to itself.
     */
    private static final String REOPENED = "_metadata.reopened";

    private final String path;
    private final Path folder;
    private final CheckpointMetadata metadata;

    private Savepoint(String path, Path folder, CheckpointMetadata metadata) {
        this.path = path;
        this.folder = folder;
        this.metadata = metadata;
    }

    /**
     * Reads a savepoint.
     *
     * @param path the savepoint's folder, as Flink names it
     * @throws IOException if there is none, or it cannot be read
     */
    public static Savepoint read(String path) throws IOException {
        CompletedCheckpointStorageLocation location =
                AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
        Path file = new Path(path);
        Path folder = file.getFileSystem().getFileStatus(file).isDir() ? file : file.getParent();
        try (DataInputStream in =
                new DataInputStream(location.getMetadataHandle().openInputStream())) {
            return new Savepoint(
                    path,
                    folder,
                    Checkpoints.loadCheckpointMetadata(in, Savepoint.class.getClassLoader(), path));
        }
    }

    /** The zone-hours that are not written yet. */
    public OpenHours openHours() throws IOException {
        OpenHours open = OpenHours.NONE;
        for (OperatorState operator : metadata.getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                open = open.plus(OpenHours.in(subtask.getManagedKeyedState()));
            }
        }
        return open;
    }

    /** Whether the job was drained, in which case its sinks accept no more rows. */
    public boolean isDrained() throws IOException {
        for (OperatorState operator : metadata.getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
                    if (isAtEndOfInput(state)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isAtEndOfInput(OperatorStateHandle state) throws IOException {
        OperatorStateHandle.StateMetaInfo place =
                state.getStateNameToPartitionOffsets().get(END_OF_INPUT);
        if (place == null) {
            return false;
        }
        try (FSDataInputStream in = state.openInputStream()) {
            for (long offset : place.getOffsets()) {
                in.seek(offset);
                if (in.read() != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A savepoint that a job can resume from: this one, or, if the job was drained, a copy whose
     * sinks accept rows again.
     *
     * <p>Flink offers no way to remove that mark: a sink that is restored with it fails at the
     * first row, again after each restart.
     *
     * @return its path
     */
    public String toGoOnFrom() throws IOException {
        if (!isDrained()) {
            return path;
        }
        List<OperatorState> operators =
                metadata.getOperatorStates().stream()
                        .map(Savepoint::withoutEndOfInput)
                        .collect(Collectors.toList());
        Path reopened = new Path(folder, REOPENED);
        try (DataOutputStream out =
                new DataOutputStream(
                        reopened.getFileSystem()
                                .create(reopened, FileSystem.WriteMode.OVERWRITE))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(
                            metadata.getCheckpointId(),
                            operators,
                            metadata.getMasterStates(),
                            metadata.getCheckpointProperties()),
                    out);
        }
        return reopened.toString();
    }

    private static OperatorState withoutEndOfInput(OperatorState operator) {
        if (operator.isFullyFinished()) {
            return operator;
        }
        // A savepoint has no data in flight. The constructor is another in Flink 2.
        OperatorState copy = operator.copyAndDiscardInFlightData();
        copy.setCoordinatorState(operator.getCoordinatorState());
        operator.getSubtaskStates()
                .forEach(
                        (index, subtask) ->
                                copy.putState(
                                        index,
                                        subtask.toBuilder()
                                                .setManagedOperatorState(
                                                        withoutEndOfInput(
                                                                subtask.getManagedOperatorState()))
                                                .build()));
        return copy;
    }

    private static StateObjectCollection<OperatorStateHandle> withoutEndOfInput(
            StateObjectCollection<OperatorStateHandle> states) {
        List<OperatorStateHandle> copies = new ArrayList<>();
        for (OperatorStateHandle state : states) {
            Map<String, OperatorStateHandle.StateMetaInfo> places =
                    new HashMap<>(state.getStateNameToPartitionOffsets());
            places.remove(END_OF_INPUT);
            copies.add(new OperatorStreamStateHandle(places, state.getDelegateStateHandle()));
        }
        return new StateObjectCollection<>(copies);
    }
}
