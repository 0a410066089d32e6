package io.github.taxistream.producer.send;

import java.util.ArrayList;
import java.util.List;

/** The entries of one lane for the next request. */
final class Batch {

    private final int maxBytes;
    private List<StreamEntry> entries = new ArrayList<>();
    private int bytes;

    /**
     * @param shards the number of shards of the lane; a shard takes 1 MB a second, so a larger
     *     request would only be refused in part
     */
    Batch(int shards) {
        this.maxBytes = Math.min(TripStream.MAX_REQUEST_BYTES, shards << 20);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isFull() {
        return entries.size() == TripStream.MAX_ENTRIES;
    }

    boolean hasRoomFor(StreamEntry entry) {
        return entries.isEmpty() || (!isFull() && bytes + entry.size() <= maxBytes);
    }

    void add(StreamEntry entry) {
        entries.add(entry);
        bytes += entry.size();
    }

    /** The entries; the batch is empty again afterwards. */
    List<StreamEntry> take() {
        List<StreamEntry> taken = entries;
        entries = new ArrayList<>();
        bytes = 0;
        return taken;
    }
}
