package io.github.taxistream.producer.input;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The records of several files, one file after the other. */
public final class ManyFiles implements RecordSource {

    private final List<SourceFile> files;
    private final InputRules rules;
    private final long expectedRecords;
    private long lastEventMillis = OutgoingRecord.NO_TIME;
    private int opened;
    private RecordSource current;

    /**
     * Looks into each file first, so that one that cannot be read stops everything before the first
     * record is sent.
     *
     * @param warnings receives a sentence about a file that the job would reject completely
     * @throws io.github.taxistream.cli.Problem if a file is not one of trips
     */
    public ManyFiles(List<SourceFile> files, InputRules rules, Consumer<String> warnings)
            throws IOException {
        this.files = List.copyOf(files);
        this.rules = rules;
        long expected = 0;
        for (SourceFile file : files) {
            long records = FirstLook.at(file, rules, warnings);
            expected = expected == UNKNOWN || records == UNKNOWN ? UNKNOWN : expected + records;
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
                current = TripFile.open(files.get(opened++), rules);
            }
            OutgoingRecord next = current.next();
            if (next != null) {
                return timed(next);
            }
            close();
        }
    }

    /** A record without a trip has the time of the one before, even in another file. */
    private OutgoingRecord timed(OutgoingRecord record) {
        if (record.eventMillis() == OutgoingRecord.NO_TIME) {
            return record.comingUpAt(lastEventMillis);
        }
        lastEventMillis = record.eventMillis();
        return record;
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
