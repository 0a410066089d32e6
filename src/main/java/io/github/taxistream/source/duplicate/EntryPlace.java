package io.github.taxistream.source.duplicate;

import java.util.Objects;

/** Where an entry stands in the stream. Immutable. */
public final class EntryPlace {

    private final String shardId;
    private final String sequence;
    private final int index;

    /**
     * @param shardId the shard
     * @param sequence the record's sequence number
     * @param index how many entries stand before it in the record
     */
    public EntryPlace(String shardId, String sequence, int index) {
        this.shardId = Objects.requireNonNull(shardId);
        this.sequence = Objects.requireNonNull(sequence);
        this.index = index;
    }

    String shardId() {
        return shardId;
    }

    String sequence() {
        return sequence;
    }

    int index() {
        return index;
    }

    @Override
    public String toString() {
        String record = "record " + sequence + " of " + shardId;
        return index == 0 ? record : "entry " + (index + 1) + " of " + record;
    }
}
