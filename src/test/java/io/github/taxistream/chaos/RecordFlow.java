package io.github.taxistream.chaos;

import io.github.taxistream.local.LocalStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Sends records to all shards of a stream, up to 200 a second, until it is stopped. */
final class RecordFlow implements AutoCloseable {

    private static final int RECORDS_AT_ONCE = 10;
    private static final int PAUSE_MILLIS = 50;

    private final LocalStream stream;
    private final SentRecords records;
    private final Random keys;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private java.util.concurrent.ScheduledFuture<?> sending;

    private RecordFlow(LocalStream stream, long seed) {
        this.stream = stream;
        this.records = new SentRecords(seed);
        this.keys = new Random(seed);
    }

    /** Begins to send. */
    static RecordFlow into(LocalStream stream, long seed) {
        RecordFlow flow = new RecordFlow(stream, seed);
        flow.sending =
                flow.sender.scheduleWithFixedDelay(
                        flow::sendSome, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return flow;
    }

    private void sendSome() {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < RECORDS_AT_ONCE; i++) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + keys.nextInt())
                            .data(SdkBytes.fromByteArray(records.next()))
                            .build());
        }
        stream.put(entries);
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
