package io.github.taxistream.source.aggregate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The hash keys of partition keys, by which Kinesis finds a record's shard: their MD5. Keeps some,
 * as the keys of a stream are often few, such as zones.
 *
 * <p>Not for use by several threads at once.
 */
final class KeyHashes {

    private static final int MOST_KEPT = 1_024;

    /** Kinesis allows 256 characters, but in an aggregate nobody looks. */
    private static final int LONGEST_KEPT = 1_024;

    private final MessageDigest md5;
    private final Map<String, BigInteger> kept = new HashMap<>();

    KeyHashes(MessageDigest md5) {
        this.md5 = md5;
    }

    /** That of the key in this range of bytes. */
    BigInteger of(byte[] bytes, int from, int to) {
        // Like the connector: malformed UTF-8 was replaced when the key became a string.
        String key = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        BigInteger known = kept.get(key);
        if (known != null) {
            return known;
        }
        BigInteger hash = new BigInteger(1, md5.digest(key.getBytes(StandardCharsets.UTF_8)));
        if (kept.size() == MOST_KEPT) {
            kept.clear();
        }
        if (to - from <= LONGEST_KEPT) {
            kept.put(key, hash);
        }
        return hash;
    }
}
