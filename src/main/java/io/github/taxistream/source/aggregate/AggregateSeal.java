package io.github.taxistream.source.aggregate;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;

/**
 * Marks an aggregate that the connector must not de-aggregate, so that it passes the connector as
 * one record. Its first byte, by which the connector would recognize it, is left out, and its
 * partition key says why it is sealed.
 */
public final class AggregateSeal {

    /** Longer than the 256 characters that Kinesis allows, so that no record arrives with it. */
    private static final String BROKEN = "an aggregate that cannot be taken apart ".repeat(7);

    private static final String GOOD = "an aggregate that is to be taken apart ".repeat(7);

    private static final String MISPLACED = "an aggregate of another shard, of records: ".repeat(7);

    private AggregateSeal() {}

    /** The key of an aggregate that is damaged, or empty. */
    public static String ofBroken() {
        return BROKEN;
    }

    /** The key of an aggregate that is taken apart after the connector. */
    public static String ofGood() {
        return GOOD;
    }

    /** The key of an aggregate with a key of another shard. */
    public static String ofMisplaced(int records) {
        return MISPLACED + records;
    }

    /** Whether a record with this partition key is sealed. */
    public static boolean isOn(String partitionKey) {
        return partitionKey.length() > 256
                && (partitionKey.equals(GOOD)
                        || partitionKey.equals(BROKEN)
                        || partitionKey.startsWith(MISPLACED));
    }

    /** Whether a sealed record is to be taken apart. */
    static boolean isGood(String partitionKey) {
        return partitionKey.equals(GOOD);
    }

    /** How many bytes at the start of an aggregate its seal leaves out. */
    public static int missingBytes() {
        return 1;
    }

    /** The sealed aggregate as it arrived. */
    public static byte[] removed(byte[] sealed) {
        byte[] aggregate = new byte[sealed.length + missingBytes()];
        aggregate[0] = AggregateScan.firstByte();
        System.arraycopy(sealed, 0, aggregate, missingBytes(), sealed.length);
        return aggregate;
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
