package io.github.taxistream.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bytes of a record in the Kinesis Producer Library's format, whether it makes sense or not.
 */
public final class AggregatedRecord {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Adds a partition key to the table. */
    public AggregatedRecord partitionKey(String key) {
        bytes(body, 1 << 3 | 2, key.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds an explicit hash key to the table. */
    public AggregatedRecord explicitHashKey(String key) {
        bytes(body, 2 << 3 | 2, key.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a record with the partition key of this index. */
    public AggregatedRecord record(int partitionKey, byte[] data) {
        return record(partitionKey, -1, data);
    }

    /**
     * Adds a record with the partition key, and the explicit hash key unless negative, of these.
     */
    public AggregatedRecord record(int partitionKey, int explicitHashKey, byte[] data) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(1 << 3);
        varint(message, partitionKey);
        if (explicitHashKey >= 0) {
            message.write(2 << 3);
            varint(message, explicitHashKey);
        }
        bytes(message, 3 << 3 | 2, data);
        bytes(body, 3 << 3 | 2, message.toByteArray());
        return this;
    }

    /** The record. */
    public byte[] toBytes() {
        return around(body.toByteArray());
    }

    /** A record with this for its protocol buffer, and a digest that is right. */
    public static byte[] around(byte[] body) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(MAGIC);
        record.writeBytes(body);
        try {
            record.writeBytes(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return record.toByteArray();
    }

    /** Its protocol buffer. */
    public byte[] body() {
        return body.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int tag, byte[] value) {
        out.write(tag);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
