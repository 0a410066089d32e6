package io.github.taxistream.chaos;

import io.github.taxistream.local.LocalStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Sends records to all shards of a stream, up to 200 a second, until it is stopped. */
final class RecordFlow implements AutoCloseable {

    private static final int RECORDS_AT_ONCE = 10;
    private static final int PAUSE_MILLIS = 50;
    private static final int MOST_AT_ONCE = 500;

    private final LocalStream stream;
    private final SentRecords records;
    private final Random keys;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private Future<?> sending;
    private Lost lost;

    /**
     * Answers that the sender will not get.
     *
     * @param isDuplicateRejected what the job does with what is sent again then
     */
    private record Lost(Fault fault, boolean isDuplicateRejected) {}

    private RecordFlow(LocalStream stream, SentRecords records, long seed) {
        this.stream = stream;
        this.records = records;
        this.keys = new Random(seed);
    }

    /**
     * Begins to send.
     *
     * @param seed decides what the partition keys are
     */
    static RecordFlow into(LocalStream stream, SentRecords records, long seed) {
        RecordFlow flow = new RecordFlow(stream, records, seed);
        flow.sending =
                flow.sender.scheduleWithFixedDelay(
                        flow::sendSome, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return flow;
    }

    /** Sends these, all at once, and no others. */
    static RecordFlow of(LocalStream stream, List<byte[]> records) {
        return of(stream, new SentRecords(0), records);
    }

    private static RecordFlow of(LocalStream stream, SentRecords sent, List<byte[]> records) {
        RecordFlow flow = new RecordFlow(stream, sent, 0);
        for (int from = 0; from < records.size(); from += MOST_AT_ONCE) {
            flow.send(records.subList(from, Math.min(records.size(), from + MOST_AT_ONCE)));
        }
        flow.sending = CompletableFuture.completedFuture(null);
        return flow;
    }

    /** Sends so many that come next, and no others. */
    static RecordFlow of(LocalStream stream, SentRecords records, int count) {
        return of(
                stream,
                records,
                Stream.generate(records::next).limit(count).collect(Collectors.toList()));
    }

    private void sendSome() {
        send(Stream.generate(records::next).limit(RECORDS_AT_ONCE).collect(Collectors.toList()));
    }

    /** A fault begins before or after this, so that its losses are counted. */
    private synchronized void send(List<byte[]> some) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (byte[] record : some) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + keys.nextInt())
                            .data(SdkBytes.fromByteArray(record))
                            .build());
        }
        Lost losing = lost;
        int before = losing == null ? 0 : losing.fault.happened();
        stream.put(entries);
        for (int i = before; losing != null && i < losing.fault.happened(); i++) {
            some.forEach(record -> records.sentAgain(record, losing.isDuplicateRejected));
        }
    }

    /**
     * Lets some of the records be sent again, as what has stored them does not say so.
     *
     * @param kinesis what the records are sent through
     * @param isDuplicateRejected what the job does with these
     */
    synchronized void losesAnswers(Fault fault, FaultProxy kinesis, boolean isDuplicateRejected) {
        lost = new Lost(fault, isDuplicateRejected);
        kinesis.inject(fault);
    }

    /**
     * Sends no more.
     *
     * @throws ExecutionException if some records could not be sent
     */
    void stop() throws InterruptedException, ExecutionException {
        if (sending.isDone() && !sending.isCancelled()) {
            sending.get();
        }
        sending.cancel(false);
        sender.shutdown();
        if (!sender.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the sender does not end");
        }
    }

    /** What was sent; complete once the flow is stopped. */
    SentRecords sent() {
        return records;
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
