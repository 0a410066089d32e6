package io.github.taxistream.producer.send;

/** The outcome of one entry of a request. Immutable. */
public final class EntryOutcome {

    private final String shardId;
    private final String error;
    private final boolean throttled;

    private EntryOutcome(String shardId, String error, boolean throttled) {
        this.shardId = shardId;
        this.error = error;
        this.throttled = throttled;
    }

    /** The entry is in a shard. */
    public static EntryOutcome stored(String shardId) {
        return new EntryOutcome(shardId, null, false);
    }

    /** The entry is not in the stream, because the shard is throttled. */
    public static EntryOutcome throttled(String error) {
        return new EntryOutcome(null, error, true);
    }

    /** The entry is not in the stream, because of an error of the service. */
    public static EntryOutcome failed(String error) {
        return new EntryOutcome(null, error, false);
    }

    public boolean isStored() {
        return shardId != null;
    }

    public boolean isThrottled() {
        return throttled;
    }

    /** The shard that the entry is in, or null if it is in none. */
    public String shardId() {
        return shardId;
    }

    /** What the service said, or null if the entry is stored. */
    public String error() {
        return error;
    }
}
