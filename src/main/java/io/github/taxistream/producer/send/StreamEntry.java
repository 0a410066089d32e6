package io.github.taxistream.producer.send;

import io.github.taxistream.producer.record.OutgoingRecord;
import java.util.List;

/** One entry of a request: one record, or an aggregate of many. Immutable. */
public final class StreamEntry {

    private final byte[] data;
    private final String partitionKey;
    private final boolean aggregate;
    private final Shard shard;
    private final List<OutgoingRecord> records;

    /**
     * @param data the bytes; not to be changed
     * @param partitionKey what Kinesis takes the hash of
     * @param aggregate whether the data is an aggregate, which goes to its shard by the shard's own
     *     first hash, whatever the partition key
     * @param shard where the entry should end up
     * @param records the records in the data, in order
     */
    public StreamEntry(
            byte[] data,
            String partitionKey,
            boolean aggregate,
            Shard shard,
            List<OutgoingRecord> records) {
        this.data = data;
        this.partitionKey = partitionKey;
        this.aggregate = aggregate;
        this.shard = shard;
        this.records = List.copyOf(records);
    }

    public byte[] data() {
        return data;
    }

    public String partitionKey() {
        return partitionKey;
    }

    /** Whether the data is an aggregate. */
    public boolean isAggregate() {
        return aggregate;
    }

    /** The hash to take instead of the partition key's, or null. */
    public String explicitHashKey() {
        return aggregate ? shard.firstHash().toString() : null;
    }

    /** Where the entry should end up. */
    public Shard shard() {
        return shard;
    }

    /** The records in the data, in order. */
    public List<OutgoingRecord> records() {
        return records;
    }

    /** What Kinesis counts towards its limits: data and partition key. */
    public int size() {
        return data.length + partitionKey.length();
    }
}
