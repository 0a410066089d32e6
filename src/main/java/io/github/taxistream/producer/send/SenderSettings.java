package io.github.taxistream.producer.send;

import io.github.taxistream.ledger.reading.PlainReading;

/** How records are sent. Immutable. */
public final class SenderSettings {

    private final PartitionKeys.By partitionKey;
    private final boolean aggregate;
    private final boolean limited;
    private final PlainReading reading;

    /**
     * @param partitionKey what the partition key is
     * @param aggregate whether to send many records in one entry
     * @param limited whether to keep to a shard's limits from the start, and not only once the
     *     stream throttles; emulators have no limits
     * @param reading reads what is sent as the job will
     */
    public SenderSettings(
            PartitionKeys.By partitionKey,
            boolean aggregate,
            boolean limited,
            PlainReading reading) {
        this.partitionKey = partitionKey;
        this.aggregate = aggregate;
        this.limited = limited;
        this.reading = reading;
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

    /** Reads what is sent as the job will; for use by several threads at once. */
    public PlainReading reading() {
        return reading;
    }
}
