package io.github.taxistream.producer.input;

import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.util.List;

/** The records of several files, one file after the other. */
public final class ManyFiles implements RecordSource {

    private final List<SourceFile> files;
    private final JsonFormat format;
    private final long expectedRecords;
    private int opened;
    private RecordSource current;

    /**
     * Looks into each file first, so that one that cannot be read stops everything before the first
     * record is sent.
     *
     * @throws io.github.taxistream.cli.Problem if a file is none of trips
     */
    public ManyFiles(List<SourceFile> files, JsonFormat format) throws IOException {
        this.files = List.copyOf(files);
        this.format = format;
        long expected = 0;
        for (SourceFile file : files) {
            try (RecordSource source = TripFile.open(file, format)) {
                long records = source.expectedRecords();
                expected = expected == UNKNOWN || records == UNKNOWN ? UNKNOWN : expected + records;
            }
        }
        this.expectedRecords = expected;
    }

    @Override
    public OutgoingRecord next() throws IOException {
        while (true) {
            if (current == null) {
                if (opened == files.size()) {
                    return null;
                }
                current = TripFile.open(files.get(opened++), format);
            }
            OutgoingRecord next = current.next();
            if (next != null) {
                return next;
            }
            close();
        }
    }

    @Override
    public long expectedRecords() {
        return expectedRecords;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
