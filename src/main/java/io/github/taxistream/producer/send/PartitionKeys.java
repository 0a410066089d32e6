package io.github.taxistream.producer.send;

import io.github.taxistream.producer.record.OutgoingRecord;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The partition keys of the records: few enough that each is hashed once, and not for each record.
 * Immutable.
 */
public final class PartitionKeys {

    /** How the key of a record is chosen. */
    public enum By {
        /** The pickup zone, so that a zone's trips keep their order; {@code 0} without a trip. */
        ZONE,
        /** The vendor. There are few, so few shards get all records: to try out hot shards. */
        VENDOR,
        /** One of 4,096 keys in turn, mixed: the most even. */
        RANDOM
    }

    private static final int RANDOM_KEYS = 4096;
    private static final int MANY = 1024;

    private final By by;
    private final String[] keys;
    private final BigInteger[] hashes;

    public PartitionKeys(By by) {
        this.by = by;
        this.keys = new String[by == By.RANDOM ? RANDOM_KEYS : MANY];
        this.hashes = new BigInteger[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Integer.toString(i);
            hashes[i] = hash(keys[i]);
        }
    }

    /** The number of keys. */
    public int count() {
        return keys.length;
    }

    /** The index of a record's key, from 0. */
    public int index(OutgoingRecord record) {
        switch (by) {
            case ZONE:
                return record.zoneId();
            case VENDOR:
                return record.vendorId();
            case RANDOM:
                // Fibonacci hashing: neighbours are far apart, and it gives the same keys when
                // resumed.
                return (int) ((record.keyPosition() * 0x9E3779B97F4A7C15L) >>> 52);
        }
        throw new AssertionError(by);
    }

    /** The key of an index. */
    public String key(int index) {
        return keys[index];
    }

    /** The hash that Kinesis computes of the key. */
    public BigInteger hash(int index) {
        return hashes[index];
    }

    /** The hash that Kinesis computes of a key: its MD5 as a number. */
    static BigInteger hash(String key) {
        return new BigInteger(1, md5().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
