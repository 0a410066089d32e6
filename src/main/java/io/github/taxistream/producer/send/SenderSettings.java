package io.github.taxistream.producer.send;

/** How records are sent. Immutable. */
public final class SenderSettings {

    private final PartitionKeys.By partitionKey;
    private final boolean aggregate;
    private final boolean limited;

    /**
     * @param partitionKey what the partition key is
     * @param aggregate whether to send many records in one entry
     * @param limited whether to keep to a shard's limits from the start, and not only once the
     *     stream throttles; emulators have no limits
     */
    public SenderSettings(PartitionKeys.By partitionKey, boolean aggregate, boolean limited) {
        this.partitionKey = partitionKey;
        this.aggregate = aggregate;
        this.limited = limited;
    }

    public PartitionKeys.By partitionKey() {
        return partitionKey;
    }

    public boolean aggregate() {
        return aggregate;
    }

    public boolean limited() {
        return limited;
    }
}
