package io.github.taxistream.source.aggregate;

import static io.github.taxistream.source.aggregate.MessageFields.bytesTag;
import static io.github.taxistream.source.aggregate.MessageFields.numberTag;

import io.github.taxistream.source.aggregate.MessageFields.MalformedMessageException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
        /** It is not an aggregate. */
        SINGLE,
        /** All records belong to the shard; its digest may be wrong, so that it is no aggregate. */
        GOOD,
        /** It cannot be de-aggregated, or it holds no records. */
        BROKEN,
        /** One of its records belongs to another shard; the connector would drop all of it. */
        MISPLACED
    }

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int MD5_BYTES = 16;
    private static final BigInteger LAST_OF_ALL =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private final BigInteger firstHashKey;
    private final BigInteger lastHashKey;
    private final boolean hasAllKeys;
    private final MessageDigest md5 = md5();
    private final KeyHashes hashes = new KeyHashes(md5);
    private final MessageFields fields = new MessageFields();
    private final MessageFields label = new MessageFields();

    private byte[] bytes;
    private boolean isCompressed;
    private final List<BigInteger> partitionKeys = new ArrayList<>();
    private final List<BigInteger> explicitHashKeys = new ArrayList<>();

    /** Where each record's message is, and where its data: from, to, from, to. */
    private final List<int[]> records = new ArrayList<>();

    /** A scan for a shard with the hash keys from the first to the last. */
    AggregateScan(BigInteger firstHashKey, BigInteger lastHashKey) {
        this.firstHashKey = firstHashKey;
        this.lastHashKey = lastHashKey;
        this.hasAllKeys = firstHashKey.signum() == 0 && lastHashKey.equals(LAST_OF_ALL);
    }

    /** A scan for a shard with all hash keys, to which each partition key belongs. */
    static AggregateScan ofAllKeys() {
        return new AggregateScan(BigInteger.ZERO, LAST_OF_ALL);
    }

    /** The first of the four bytes by which an aggregate is known. */
    static byte firstByte() {
        return MAGIC[0];
    }

    /** Whether data of the last aggregate is compressed, so that it may be far longer. */
    boolean isCompressed() {
        return isCompressed;
    }

    /** How many records the last aggregate has. */
    int records() {
        return records.size();
    }

    /**
     * What the connector does with the record in this range of bytes.
     *
     * <p>The digest of a good aggregate is not checked here: that costs as much as all the rest,
     * and {@link #takenApart} does it.
     */
    Verdict verdict(byte[] text, int from, int to) {
        if (!isMarked(text, from, to)) {
            return Verdict.SINGLE;
        }
        bytes = text;
        int message = from + MAGIC.length;
        Verdict verdict = verdictOfMessage(message, to - MD5_BYTES);
        return verdict == Verdict.GOOD || hasRightDigest(message, to) ? verdict : Verdict.SINGLE;
    }

    /**
     * The data of the records of a good aggregate; empty if its digest is wrong, so that it is
     * none.
     *
     * @param from where the aggregate begins; the first byte of its mark need not be there
     */
    Optional<List<byte[]>> takenApart(byte[] text, int from, int to) {
        bytes = text;
        int message = from + MAGIC.length;
        if (!hasRightDigest(message, to)
                || verdictOfMessage(message, to - MD5_BYTES) != Verdict.GOOD) {
            return Optional.empty();
        }
        List<byte[]> data = new ArrayList<>(records.size());
        for (int[] record : records) {
            data.add(Arrays.copyOfRange(bytes, record[2], record[3]));
        }
        return Optional.of(data);
    }

    private static boolean isMarked(byte[] text, int from, int to) {
        return to - from > MAGIC.length + MD5_BYTES
                && Arrays.equals(text, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Whether the digest of the message that begins there is right. */
    private boolean hasRightDigest(int message, int to) {
        int end = to - MD5_BYTES;
        md5.update(bytes, message, end - message);
        return Arrays.equals(md5.digest(), 0, MD5_BYTES, bytes, end, to);
    }

    private Verdict verdictOfMessage(int from, int to) {
        partitionKeys.clear();
        explicitHashKeys.clear();
        records.clear();
        isCompressed = false;
        try {
            readTables(from, to);
            return verdictOfRecords();
        } catch (MalformedMessageException e) {
            return Verdict.BROKEN;
        }
    }

    private void readTables(int from, int to) throws MalformedMessageException {
        fields.open(bytes, from, to);
        while (fields.next()) {
            if (fields.tag() == bytesTag(1)) {
                partitionKeys.add(
                        hasAllKeys ? firstHashKey : hashes.of(bytes, fields.from(), fields.to()));
            } else if (fields.tag() == bytesTag(2)) {
                explicitHashKeys.add(numberOf(fields.from(), fields.to()));
            } else if (fields.tag() == bytesTag(3)) {
                records.add(new int[] {fields.from(), fields.to(), -1, -1});
            }
        }
    }

    private Verdict verdictOfRecords() throws MalformedMessageException {
        Verdict verdict = records.isEmpty() ? Verdict.BROKEN : Verdict.GOOD;
        for (int[] record : records) {
            // All are read, for one that is malformed spoils the whole message.
            BigInteger hashKey = hashKeyOf(record);
            // The first bad one decides, as in the connector.
            if (verdict == Verdict.GOOD) {
                verdict = verdictOf(hashKey);
            }
        }
        return verdict;
    }

    private Verdict verdictOf(BigInteger hashKey) {
        if (hashKey == null) {
            return Verdict.BROKEN;
        }
        return hashKey.compareTo(firstHashKey) < 0 || hashKey.compareTo(lastHashKey) > 0
                ? Verdict.MISPLACED
                : Verdict.GOOD;
    }

    /** The key that says to which shard a record belongs, or null if it names none. */
    private BigInteger hashKeyOf(int[] record) throws MalformedMessageException {
        int partitionKey = 0;
        int explicitHashKey = 0;
        boolean hasPartitionKey = false;
        boolean hasExplicitHashKey = false;
        fields.open(bytes, record[0], record[1]);
        while (fields.next()) {
            if (fields.tag() == numberTag(1)) {
                partitionKey = (int) fields.number();
                hasPartitionKey = true;
            } else if (fields.tag() == numberTag(2)) {
                explicitHashKey = (int) fields.number();
                hasExplicitHashKey = true;
            } else if (fields.tag() == bytesTag(3)) {
                record[2] = fields.from();
                record[3] = fields.to();
            } else if (fields.tag() == bytesTag(4)) {
                checkLabel(fields.from(), fields.to());
            }
        }
        if (!hasPartitionKey || record[2] < 0) {
            throw new MalformedMessageException();
        }
        isCompressed |= isGzip(record[2], record[3]);
        BigInteger byPartitionKey = entry(partitionKeys, partitionKey);
        return hasExplicitHashKey && byPartitionKey != null
                ? entry(explicitHashKeys, explicitHashKey)
                : byPartitionKey;
    }

    private boolean isGzip(int from, int to) {
        return to - from > 2 && bytes[from] == (byte) 0x1F && bytes[from + 1] == (byte) 0x8B;
    }

    /** A record's label, which nobody reads, must have a key. */
    private void checkLabel(int from, int to) throws MalformedMessageException {
        boolean hasKey = false;
        label.open(bytes, from, to);
        while (label.next()) {
            hasKey |= label.tag() == bytesTag(1);
        }
        if (!hasKey) {
            throw new MalformedMessageException();
        }
    }

    private static BigInteger entry(List<BigInteger> table, int index) {
        return index >= 0 && index < table.size() ? table.get(index) : null;
    }

    /** The number, or null if it is not one. */
    private BigInteger numberOf(int from, int to) {
        try {
            return new BigInteger(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
