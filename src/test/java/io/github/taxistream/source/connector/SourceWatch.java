package io.github.taxistream.source.connector;

import io.github.taxistream.source.clock.SubtaskClock;
import io.github.taxistream.trip.TripEnvelope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;

/**
 * What the subtasks of a {@link WatchedSource} in this JVM are doing, by the name of its stream.
 */
public final class SourceWatch {

    private static final Map<String, SourceWatch> BY_STREAM = new ConcurrentHashMap<>();

    private final Map<Integer, Subtask> subtasks = new ConcurrentHashMap<>();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch list = new CountDownLatch(0);
    private volatile CountDownLatch readers = new CountDownLatch(0);

    private SourceWatch() {}

    /** The watch over the source of a stream. */
    public static SourceWatch of(String stream) {
        return BY_STREAM.computeIfAbsent(stream, name -> new SourceWatch());
    }

    /** Lets the source wait for the list of shards until it is cancelled. */
    public void holdListBack() {
        list = new CountDownLatch(1);
    }

    /** Lets the source wait for the iterator of its first shard until it is cancelled. */
    public void holdReadersBack() {
        readers = new CountDownLatch(1);
    }

    /** Forgets the subtasks seen so far, as another job follows. */
    public void forget() {
        subtasks.clear();
        starts.set(0);
    }

    /** How many subtasks were started, again after a failure too. */
    public int starts() {
        return starts.get();
    }

    /** How many subtasks wait for what is held back. */
    public int waiting() {
        return waiting.get();
    }

    /** How many trips the running subtasks have emitted since they were started last. */
    public long trips() {
        return subtasks.values().stream().mapToLong(Subtask::trips).sum();
    }

    /** How many of them are from a zone. */
    public long tripsFrom(int zone) {
        return subtasks.values().stream().mapToLong(subtask -> subtask.fromZone(zone)).sum();
    }

    /** Whether so many subtasks run, and each has read its shards and found nothing more. */
    public boolean isAtTip(int parallelism) {
        return count(clock -> clock.shardsGiving() == 0) == parallelism;
    }

    /** How many subtasks have a backlog, as far as they know. */
    public int behind() {
        return count(clock -> clock.shardsBehind() > 0);
    }

    /** How many subtasks have no shard that gives trips. */
    public int idle() {
        return count(clock -> clock.watermark(System.currentTimeMillis()) == SubtaskClock.IDLE);
    }

    /** How many shards are known, read to their end or not. */
    public int shards() {
        return subtasks.values().stream()
                .mapToInt(subtask -> subtask.fetcher.getSubscribedShardsState().size())
                .sum();
    }

    /** How many shards were closed and read to their end. */
    public long endedShards() {
        return subtasks.values().stream()
                .flatMap(subtask -> subtask.fetcher.getSubscribedShardsState().stream())
                .map(KinesisStreamShardState::getLastProcessedSequenceNum)
                .filter(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get()::equals)
                .count();
    }

    /** For a test that waits in vain. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("starts " + starts);
        subtasks.forEach(
                (index, subtask) -> {
                    synchronized (subtask.output.getCheckpointLock()) {
                        SubtaskClock clock = subtask.fetcher.clock();
                        text.append(
                                String.format(
                                        "; subtask %d: %s trips, %d shards behind, %d giving, %s",
                                        index,
                                        subtask.tripsByZone,
                                        clock.shardsBehind(),
                                        clock.shardsGiving(),
                                        subtask.fetcher.getSubscribedShardsState()));
                    }
                });
        return text.toString();
    }

    private int count(Predicate<SubtaskClock> condition) {
        return (int)
                subtasks.values().stream()
                        .filter(
                                subtask -> {
                                    synchronized (subtask.output.getCheckpointLock()) {
                                        return subtask.fetcher.hasListedShards()
                                                && condition.test(subtask.fetcher.clock());
                                    }
                                })
                        .count();
    }

    void started(int index, TripFetcher fetcher, Subtask subtask) {
        subtask.fetcher = fetcher;
        subtasks.put(index, subtask);
        starts.incrementAndGet();
    }

    void awaitList() throws InterruptedException {
        await(list);
    }

    void awaitReaders() throws InterruptedException {
        await(readers);
    }

    private void await(CountDownLatch heldBack) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            heldBack.await();
        } finally {
            waiting.decrementAndGet();
        }
    }

    void cancelled() {
        list.countDown();
        readers.countDown();
    }

    /** Counts what one subtask emits. */
    @SuppressWarnings("deprecation") // As the Kinesis consumer is a SourceFunction.
    static final class Subtask implements SourceFunction.SourceContext<TripEnvelope> {

        private final SourceFunction.SourceContext<TripEnvelope> output;
        private final Map<Integer, Long> tripsByZone = new ConcurrentHashMap<>();
        private TripFetcher fetcher;

        Subtask(SourceFunction.SourceContext<TripEnvelope> output) {
            this.output = output;
        }

        private long fromZone(int zone) {
            return tripsByZone.getOrDefault(zone, 0L);
        }

        private long trips() {
            return tripsByZone.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public void collect(TripEnvelope envelope) {
            output.collect(envelope);
        }

        @Override
        public void collectWithTimestamp(TripEnvelope envelope, long timestamp) {
            output.collectWithTimestamp(envelope, timestamp);
            tripsByZone.merge(envelope.trip().zoneId(), 1L, Long::sum);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markAsTemporarilyIdle() {
            output.markAsTemporarilyIdle();
        }

        @Override
        public Object getCheckpointLock() {
            return output.getCheckpointLock();
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
