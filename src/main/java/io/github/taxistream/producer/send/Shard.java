package io.github.taxistream.producer.send;

import java.math.BigInteger;

/** A shard that is open, and the hash keys that fall into it. Immutable. */
public final class Shard {

    private final String id;
    private final BigInteger firstHash;
    private final BigInteger lastHash;

    /**
     * @param firstHash the lowest hash key of the shard
     * @param lastHash the highest, included
     */
    public Shard(String id, BigInteger firstHash, BigInteger lastHash) {
        this.id = id;
        this.firstHash = firstHash;
        this.lastHash = lastHash;
    }

    public String id() {
        return id;
    }

    /** The lowest hash key of the shard. */
    public BigInteger firstHash() {
        return firstHash;
    }

    /** Whether a hash key falls into the shard. */
    public boolean holds(BigInteger hash) {
        return firstHash.compareTo(hash) <= 0 && lastHash.compareTo(hash) >= 0;
    }

    @Override
    public String toString() {
        return id + " [" + firstHash + ", " + lastHash + "]";
    }
}
