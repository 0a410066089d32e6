package io.github.taxistream.producer.send;

import io.github.taxistream.producer.record.OutgoingRecord;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many records in one entry, in the Kinesis Producer Library's format: four magic bytes, a protocol
 * buffer with a table of partition keys and the records, and the buffer's MD5. It is little enough
 * to be written without that library, which is a native program.
 *
 * <p>All its records have to belong to one shard: readers silently drop those whose hash key is
 * outside of the shard that the entry is in. So the entry goes to that shard by an explicit hash
 * key.
 *
 * <p>Source: "KPL Aggregated Record Format" in awslabs/amazon-kinesis-producer. Not for use by
 * several threads at once.
 */
final class Aggregate {

    /** The library's own default; larger entries gain little and make a retry more expensive. */
    static final int MAX_BYTES = 51_200;

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int MD5_BYTES = 16;

    // Field numbers and wire types of the messages AggregatedRecord and Record.
    private static final int PARTITION_KEY_TABLE = 1 << 3 | 2;
    private static final int RECORDS = 3 << 3 | 2;
    private static final int PARTITION_KEY_INDEX = 1 << 3;
    private static final int DATA = 3 << 3 | 2;

    private final Shard shard;
    private final Map<String, Integer> keyIndexes = new LinkedHashMap<>();
    private final List<OutgoingRecord> records = new ArrayList<>();
    private byte[] body = new byte[MAX_BYTES];
    private int length;
    private int keyBytes;

    Aggregate(Shard shard) {
        this.shard = shard;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Whether a record still fits; it always fits into an empty aggregate. */
    boolean hasRoomFor(OutgoingRecord record, String partitionKey) {
        return isEmpty()
                || length + keyBytes + record.payload().length + partitionKey.length() + 24
                        <= MAX_BYTES - MAGIC.length - MD5_BYTES;
    }

    /** Adds a record that belongs to the aggregate's shard. */
    void add(OutgoingRecord record, String partitionKey) {
        Integer index = keyIndexes.get(partitionKey);
        if (index == null) {
            index = keyIndexes.size();
            keyIndexes.put(partitionKey, index);
            keyBytes += partitionKey.length() + 2;
        }
        byte[] data = record.payload();
        int messageLength = 1 + varintLength(index) + 1 + varintLength(data.length) + data.length;
        reserve(messageLength + 12);
        body[length++] = RECORDS;
        varint(messageLength);
        body[length++] = PARTITION_KEY_INDEX;
        varint(index);
        body[length++] = DATA;
        varint(data.length);
        System.arraycopy(data, 0, body, length, data.length);
        length += data.length;
        records.add(record);
    }

    /** The aggregate as an entry; it is empty again afterwards. */
    StreamEntry takeEntry() {
        if (records.size() == 1) {
            // Like the library: a single record is sent as it is.
            OutgoingRecord record = records.get(0);
            StreamEntry entry =
                    new StreamEntry(
                            record.payload(),
                            keyIndexes.keySet().iterator().next(),
                            false,
                            shard,
                            records);
            clear();
            return entry;
        }
        int bodyEnd = length;
        for (String key : keyIndexes.keySet()) {
            reserve(key.length() + 6);
            body[length++] = PARTITION_KEY_TABLE;
            varint(key.length());
            for (int i = 0; i < key.length(); i++) {
                body[length++] = (byte) key.charAt(i);
            }
        }
        byte[] data = new byte[MAGIC.length + length + MD5_BYTES];
        System.arraycopy(MAGIC, 0, data, 0, MAGIC.length);
        // The key table comes first by custom, though a reader takes the fields in any order.
        int tableLength = length - bodyEnd;
        System.arraycopy(body, bodyEnd, data, MAGIC.length, tableLength);
        System.arraycopy(body, 0, data, MAGIC.length + tableLength, bodyEnd);
        MessageDigest md5 = PartitionKeys.md5();
        md5.update(data, MAGIC.length, length);
        System.arraycopy(md5.digest(), 0, data, MAGIC.length + length, MD5_BYTES);
        StreamEntry entry = new StreamEntry(data, "a", true, shard, records);
        clear();
        return entry;
    }

    private void clear() {
        keyIndexes.clear();
        records.clear();
        length = 0;
        keyBytes = 0;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            body[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        body[length++] = (byte) rest;
    }

    private static int varintLength(int value) {
        return (Math.max(1, 32 - Integer.numberOfLeadingZeros(value)) + 6) / 7;
    }

    private void reserve(int more) {
        if (length + more > body.length) {
            body = Arrays.copyOf(body, Math.max(body.length * 2, length + more));
        }
    }
}
