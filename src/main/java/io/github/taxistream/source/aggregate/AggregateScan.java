package io.github.taxistream.source.aggregate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a record in the Kinesis Producer Library's format, and predicts what the connector does
 * with it.
 *
 * <p>Source: "KPL Aggregated Record Format" in awslabs/amazon-kinesis-producer. Not for use by
 * several threads at once.
 */
final class AggregateScan {

    /** What the connector does with a record. */
    enum Verdict {
        /** It is not an aggregate, or all its records belong to the shard. */
        GOOD,
        /** It cannot be de-aggregated, or it holds no records. */
        BROKEN,
        /** One of its records belongs to another shard; the connector would drop all of it. */
        MISPLACED
    }

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int MD5_BYTES = 16;

    // Wire types of protocol buffers.
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final BigInteger firstHashKey;
    private final BigInteger lastHashKey;
    private final MessageDigest md5 = md5();

    private byte[] bytes;
    private int at;
    private final List<BigInteger> partitionKeys = new ArrayList<>();
    private final List<BigInteger> explicitHashKeys = new ArrayList<>();
    private final List<int[]> records = new ArrayList<>();
    private final List<int[]> data = new ArrayList<>();

    /** A scan for a shard with the hash keys from the first to the last. */
    AggregateScan(BigInteger firstHashKey, BigInteger lastHashKey) {
        this.firstHashKey = firstHashKey;
        this.lastHashKey = lastHashKey;
    }

    /** How many records the last aggregate has. */
    int records() {
        return records.size();
    }

    /**
     * Where the data of the last aggregate's records stand, if it was a good one: from and to, or
     * null for a record that has none.
     */
    List<int[]> data() {
        return data;
    }

    /** What the connector does with the record in this range of bytes. */
    Verdict verdict(byte[] text, int from, int to) {
        if (!isMarked(text, from, to)) {
            return Verdict.GOOD;
        }
        bytes = text;
        partitionKeys.clear();
        explicitHashKeys.clear();
        records.clear();
        data.clear();
        try {
            readTables(from + MAGIC.length, to - MD5_BYTES);
            return records.isEmpty() ? Verdict.BROKEN : verdictOfRecords();
        } catch (NoProtocolBufferException e) {
            return Verdict.BROKEN;
        }
    }

    /** Whether this range of bytes looks like an aggregate. */
    static boolean isMarked(byte[] text, int from, int to) {
        if (to - from <= MAGIC.length + MD5_BYTES) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (text[from + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private void readTables(int from, int to) throws NoProtocolBufferException {
        at = from;
        while (at < to) {
            long tag = varint(to);
            int start = skip((int) tag & 7, to);
            if (tag == (1 << 3 | LENGTH_DELIMITED)) {
                partitionKeys.add(hashOf(start, at));
            } else if (tag == (2 << 3 | LENGTH_DELIMITED)) {
                explicitHashKeys.add(numberOf(start, at));
            } else if (tag == (3 << 3 | LENGTH_DELIMITED)) {
                records.add(new int[] {start, at});
            }
        }
    }

    /** In the order of the records: the first bad one decides, as in the connector. */
    private Verdict verdictOfRecords() throws NoProtocolBufferException {
        for (int[] record : records) {
            BigInteger hashKey = hashKeyOf(record[0], record[1]);
            if (hashKey == null) {
                return Verdict.BROKEN;
            }
            if (hashKey.compareTo(firstHashKey) < 0 || hashKey.compareTo(lastHashKey) > 0) {
                return Verdict.MISPLACED;
            }
        }
        return Verdict.GOOD;
    }

    /** The key that says to which shard a record belongs, or null if it names none. */
    private BigInteger hashKeyOf(int from, int to) throws NoProtocolBufferException {
        int partitionKey = -1;
        int explicitHashKey = -1;
        boolean isExplicit = false;
        int[] content = null;
        at = from;
        while (at < to) {
            long tag = varint(to);
            if (tag == (1 << 3 | VARINT)) {
                partitionKey = (int) varint(to);
            } else if (tag == (2 << 3 | VARINT)) {
                explicitHashKey = (int) varint(to);
                isExplicit = true;
            } else {
                int start = skip((int) tag & 7, to);
                content = tag == (3 << 3 | LENGTH_DELIMITED) ? new int[] {start, at} : content;
            }
        }
        data.add(content);
        BigInteger byPartitionKey = entry(partitionKeys, partitionKey);
        return isExplicit && byPartitionKey != null
                ? entry(explicitHashKeys, explicitHashKey)
                : byPartitionKey;
    }

    private static BigInteger entry(List<BigInteger> table, int index) {
        return index >= 0 && index < table.size() ? table.get(index) : null;
    }

    private BigInteger hashOf(int from, int to) {
        // Like the connector: malformed UTF-8 was replaced when the key became a string.
        String key = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return new BigInteger(1, md5.digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** The number, or null if it is not one. */
    private BigInteger numberOf(int from, int to) {
        try {
            return new BigInteger(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Skips a field's value, and returns where it began. */
    private int skip(int wireType, int to) throws NoProtocolBufferException {
        int start = at;
        if (wireType == VARINT) {
            varint(to);
        } else if (wireType == LENGTH_DELIMITED) {
            long length = varint(to);
            start = at;
            pass(length, to);
        } else if (wireType == EIGHT_BYTES) {
            pass(8, to);
        } else if (wireType == FOUR_BYTES) {
            pass(4, to);
        } else {
            throw new NoProtocolBufferException();
        }
        return start;
    }

    private void pass(long length, int to) throws NoProtocolBufferException {
        if (length < 0 || length > to - at) {
            throw new NoProtocolBufferException();
        }
        at += (int) length;
    }

    private long varint(int to) throws NoProtocolBufferException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= to) {
                throw new NoProtocolBufferException();
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new NoProtocolBufferException();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    private static final class NoProtocolBufferException extends Exception {

        private static final long serialVersionUID = 1L;

        NoProtocolBufferException() {
            super("no protocol buffer", null, false, false);
        }
    }
}
