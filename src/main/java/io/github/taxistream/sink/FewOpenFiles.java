package io.github.taxistream.sink;

import io.github.taxistream.trip.ZoneHour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;

/**
 * A sink of files by the hour, with a limit to how many are open at once.
 *
 * <p>Flink's own sink keeps a file open for each hour that had a row since the last checkpoint. A
 * backfill of years, or trips with pickups in many years, would need more open files than a process
 * may have, and again so after a restart. Here files are finished before the checkpoint if there
 * are too many; they are committed with it like all others.
 */
final class FewOpenFiles extends PortableSink<ZoneHour>
        implements SupportsWriterState<ZoneHour, FileWriterBucketState>,
                SupportsWriterState.WithCompatibleState,
                SupportsCommitter<FileSinkCommittable> {

    private static final long serialVersionUID = 1L;

    private final FileSink<ZoneHour> sink;
    private final int most;
    private final ExistingRows existing;

    /**
     * @param sink rolls at each checkpoint
     * @param most how many files may be open at once
     * @param existing what to do about rows of another run
     */
    FewOpenFiles(FileSink<ZoneHour> sink, int most, ExistingRows existing) {
        this.sink = sink;
        this.most = most;
        this.existing = existing;
    }

    /** Called only if there is no state to restore. */
    @Override
    public SinkWriter<ZoneHour> createWriter(WriterInitContext context) throws IOException {
        existing.requireNoneInJob();
        return new Writer(sink.createWriter(context), context);
    }

    @Override
    public StatefulSinkWriter<ZoneHour, FileWriterBucketState> restoreWriter(
            WriterInitContext context, Collection<FileWriterBucketState> state) throws IOException {
        return new Writer(sink.restoreWriter(context, state), context);
    }

    @Override
    public SimpleVersionedSerializer<FileWriterBucketState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Collection<String> getCompatibleWriterStateNames() {
        return sink.getCompatibleWriterStateNames();
    }

    @Override
    public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
            throws IOException {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    private final class Writer
            implements StatefulSinkWriter<ZoneHour, FileWriterBucketState>,
                    CommittingSinkWriter<ZoneHour, FileSinkCommittable> {

        private final FileWriter<ZoneHour> writer;
        private final Set<Long> openHours = new HashSet<>();
        private final Counter filesWritten;
        private final List<FileSinkCommittable> endedEarly = new ArrayList<>();

        Writer(FileWriter<ZoneHour> writer, WriterInitContext context) {
            this.writer = writer;
            // The group that Managed Flink passes on to CloudWatch.
            filesWritten =
                    context.metricGroup().addGroup("kinesisanalytics").counter("filesWritten");
        }

        @Override
        public void write(ZoneHour row, Context context) throws IOException, InterruptedException {
            if (openHours.size() == most && !openHours.contains(row.hourStartMillis())) {
                endAll();
            }
            openHours.add(row.hourStartMillis());
            writer.write(row, context);
        }

        private void endAll() throws IOException {
            endedEarly.addAll(writer.prepareCommit());
            openHours.clear();
        }

        @Override
        public Collection<FileSinkCommittable> prepareCommit() throws IOException {
            endAll();
            List<FileSinkCommittable> ended = List.copyOf(endedEarly);
            endedEarly.clear();
            filesWritten.inc(ended.size());
            return ended;
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public List<FileWriterBucketState> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
