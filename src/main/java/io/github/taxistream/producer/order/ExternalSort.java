package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts records by event time; records of the same time keep their order. What does not fit into
 * the given memory is sorted in parts, which are kept in temporary files and merged while reading.
 */
public final class ExternalSort implements RecordSource {

    /** The memory of a record besides its payload: three objects and a place in a list. */
    private static final int RECORD_OVERHEAD = 200;

    /** More files at once would be short of buffers and file handles. */
    private static final int MAX_RUNS = 100;

    private final long memoryBytes;
    private final Comparator<OutgoingRecord> byTime =
            Comparator.comparingLong(OutgoingRecord::eventMillis);
    private final List<SortedRun> runs = new ArrayList<>();
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(
                    Comparator.comparing((Head head) -> head.record, byTime)
                            .thenComparingInt(head -> head.run));
    private List<OutgoingRecord> inMemory = new ArrayList<>();
    private int nextInMemory;
    private long records;

    /**
     * Reads all of the input, and closes it.
     *
     * @param memoryBytes how much may be held in memory at once
     */
    public ExternalSort(RecordSource input, SendOrder order, long memoryBytes) throws IOException {
        this.memoryBytes = memoryBytes;
        try (input) {
            readAll(input, order);
            for (int run = 0; run < runs.size(); run++) {
                advance(run);
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void readAll(RecordSource input, SendOrder order) throws IOException {
        long held = 0;
        for (OutgoingRecord next = input.next(); next != null; next = input.next()) {
            long millis = order.eventMillis(next);
            inMemory.add(millis == next.eventMillis() ? next : next.comingUpAt(millis));
            held += next.payload().length + RECORD_OVERHEAD;
            records++;
            if (held > memoryBytes) {
                spill();
                held = 0;
            }
        }
        if (runs.isEmpty()) {
            inMemory.sort(byTime);
        } else if (!inMemory.isEmpty()) {
            spill();
        }
    }

    private void spill() throws IOException {
        inMemory.sort(byTime);
        Path file = Files.createTempFile("taxi-stream-sort-", ".run");
        runs.add(new SortedRun(file));
        SortedRun.write(file, inMemory.iterator()::next, inMemory.size());
        inMemory = new ArrayList<>();
        if (runs.size() == MAX_RUNS) {
            mergeRuns();
        }
    }

    /** Merges all runs into one if there are many. */
    private void mergeRuns() throws IOException {
        long size = 0;
        for (int run = 0; run < runs.size(); run++) {
            size += runs.get(run).size();
            advance(run);
        }
        Path file = Files.createTempFile("taxi-stream-sort-", ".run");
        SortedRun merged = new SortedRun(file);
        try {
            SortedRun.write(file, this::nextMerged, size);
        } catch (IOException | RuntimeException e) {
            merged.close();
            throw e;
        }
        for (SortedRun run : runs) {
            run.close();
        }
        runs.clear();
        runs.add(merged);
    }

    @Override
    public OutgoingRecord next() throws IOException {
        if (!runs.isEmpty()) {
            return nextMerged();
        }
        // Freed on the way: records that were sent need no more memory.
        return nextInMemory == inMemory.size() ? null : inMemory.set(nextInMemory++, null);
    }

    private OutgoingRecord nextMerged() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.run);
        return head.record;
    }

    private void advance(int run) throws IOException {
        OutgoingRecord record = runs.get(run).next();
        if (record != null) {
            heads.add(new Head(record, run));
        }
    }

    @Override
    public long expectedRecords() {
        return records;
    }

    @Override
    public void close() throws IOException {
        for (SortedRun run : runs) {
            run.close();
        }
        runs.clear();
    }

    /** The first record of a run that was not yet returned. */
    private static final class Head {

        private final OutgoingRecord record;
        private final int run;

        Head(OutgoingRecord record, int run) {
            this.record = record;
            this.run = run;
        }
    }
}
