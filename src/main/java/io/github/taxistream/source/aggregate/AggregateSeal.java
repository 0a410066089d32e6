package io.github.taxistream.source.aggregate;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import java.util.Arrays;

/**
 * Marks an aggregate that the connector must not de-aggregate, so that it passes the connector as
 * one record: an additional byte makes its digest wrong, and its partition key says why it is
 * sealed.
 */
public final class AggregateSeal {

    /**
     * Longer than the 256 characters that Kinesis allows, so that no other record has such a key.
     */
    private static final String BROKEN = "an aggregate that cannot be taken apart ".repeat(7);

    private static final String MISPLACED = "an aggregate of another shard, of records: ".repeat(7);

    private AggregateSeal() {}

    /** The key of an aggregate that is damaged, or empty. */
    public static String ofBroken() {
        return BROKEN;
    }

    /** The key of an aggregate with a key of another shard. */
    public static String ofMisplaced(int records) {
        return MISPLACED + records;
    }

    /** Whether a record with this partition key is sealed. */
    public static boolean isOn(String partitionKey) {
        return partitionKey.length() > 256
                && (partitionKey.equals(BROKEN) || partitionKey.startsWith(MISPLACED));
    }

    /** The aggregate in this range of bytes, sealed. */
    public static byte[] put(byte[] bytes, int from, int to) {
        byte[] sealed = new byte[to - from + 1];
        System.arraycopy(bytes, from, sealed, 0, to - from);
        return sealed;
    }

    /** The sealed aggregate as it arrived. */
    public static byte[] removed(byte[] sealed) {
        return Arrays.copyOf(sealed, sealed.length - 1);
    }

    /** Why a record with this partition key is rejected. */
    public static Rejection rejection(
            String partitionKey, String stream, String shardId, String sequenceNumber) {
        if (partitionKey.equals(BROKEN)) {
            return new Rejection(
                    RejectReason.NOT_JSON,
                    "an aggregate of the Kinesis Producer Library that cannot be taken apart",
                    stream,
                    shardId,
                    sequenceNumber);
        }
        int records = Integer.parseInt(partitionKey.substring(MISPLACED.length()));
        return new Rejection(
                RejectReason.MISPLACED,
                "an aggregate of "
                        + records
                        + " records with a key of another shard; if the Kinesis Producer Library"
                        + " made it, it has sent them again",
                stream,
                shardId,
                sequenceNumber,
                records);
    }
}
