package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The lanes for a stream's current shards, and the records that are being gathered for them. Not
 * for use by several threads at once.
 */
final class Lanes {

    /** A lane per shard up to this number; above it, lanes for several shards. */
    private static final int MAX_LANES = 16;

    private final ShardMap map;
    private final PartitionKeys keys;
    private final boolean aggregate;
    private final List<LaneThread> threads = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private final List<Aggregate> aggregates = new ArrayList<>();
    private boolean holding;
    private boolean finished;

    Lanes(
            TripStream stream,
            PartitionKeys keys,
            SenderSettings settings,
            Pauses pauses,
            LongSupplier clockMillis,
            SendCounters counters) {
        this.map = new ShardMap(stream, keys);
        this.keys = keys;
        this.aggregate = settings.aggregate();
        int shards = map.shards().size();
        int lanes = Math.min(MAX_LANES, shards);
        for (int lane = 0; lane < lanes; lane++) {
            int shardsOfLane = shards / lanes + (lane < shards % lanes ? 1 : 0);
            ShardPace pace = new ShardPace(shardsOfLane, settings.limited());
            threads.add(
                    new LaneThread(
                            new Lane(
                                    stream,
                                    map,
                                    pace,
                                    pauses,
                                    clockMillis,
                                    counters,
                                    settings.reading()),
                            "lane-" + lane));
            batches.add(new Batch(shardsOfLane));
        }
        map.shards().forEach(shard -> aggregates.add(new Aggregate(shard)));
    }

    /** Whether the stream was resharded since then. */
    boolean isStale() {
        return map.isStale();
    }

    /** Whether records are held that no lane has yet. */
    boolean isHolding() {
        return holding;
    }

    /** Takes a record, and waits while its lane is full. */
    void add(OutgoingRecord record) throws InterruptedException {
        int key = keys.index(record);
        int shard = map.shardIndex(key);
        holding = true;
        if (!aggregate) {
            add(
                    shard,
                    new StreamEntry(
                            record.payload(),
                            keys.key(key),
                            false,
                            map.shards().get(shard),
                            List.of(record)));
            return;
        }
        Aggregate open = aggregates.get(shard);
        StreamEntry full = open.hasRoomFor(record, keys.key(key)) ? null : open.takeEntry();
        // Held before anything can fail, so that a failure finds every record somewhere.
        open.add(record, keys.key(key));
        if (full != null) {
            add(shard, full);
        }
    }

    private void add(int shard, StreamEntry entry) throws InterruptedException {
        int lane = shard % threads.size();
        Batch batch = batches.get(lane);
        List<StreamEntry> full = batch.hasRoomFor(entry) ? List.of() : batch.take();
        batch.add(entry);
        if (!full.isEmpty()) {
            threads.get(lane).add(full);
        }
        if (batch.isFull()) {
            threads.get(lane).add(batch.take());
        }
    }

    /** Passes all held records to the lanes. */
    void flush() throws InterruptedException {
        for (int shard = 0; shard < aggregates.size(); shard++) {
            if (!aggregates.get(shard).isEmpty()) {
                add(shard, aggregates.get(shard).takeEntry());
            }
        }
        for (int lane = 0; lane < threads.size(); lane++) {
            if (!batches.get(lane).isEmpty()) {
                threads.get(lane).add(batches.get(lane).take());
            }
        }
        holding = false;
    }

    /**
     * Lets the lanes finish what they have. Held records that are not flushed remain unsent.
     *
     * @return false if they were finished before
     */
    boolean finish() throws InterruptedException {
        boolean first = !finished;
        finished = true;
        for (LaneThread thread : threads) {
            thread.finish();
        }
        return first;
    }

    List<LaneThread> threads() {
        return threads;
    }

    /** Once finished: the records that were not passed to a lane. */
    List<OutgoingRecord> held() {
        List<OutgoingRecord> held = new ArrayList<>();
        for (Aggregate open : aggregates) {
            if (!open.isEmpty()) {
                held.addAll(open.takeEntry().records());
            }
        }
        for (Batch batch : batches) {
            batch.take().forEach(entry -> held.addAll(entry.records()));
        }
        return held;
    }
}
