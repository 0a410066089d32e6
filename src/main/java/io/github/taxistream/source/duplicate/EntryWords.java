package io.github.taxistream.source.duplicate;

import io.github.taxistream.trip.EntryIdentity;
import java.math.BigInteger;
import java.util.List;

/** A trip as eight longs: its hashes, when it arrived, and where it first stood. */
final class EntryWords {

    static final int COUNT = 8;

    static final int HIGH = 0;
    static final int LOW = 1;
    static final int ARRIVAL = 3;

    /** The number of the shard in a list, and the trip's place within its record. */
    static final int PLACE = 7;

    private static final int CONTENT = 2;

    /** A sequence number has some 186 bits. */
    private static final int SEQUENCE = 4;

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private EntryWords() {}

    /**
     * Where in a ring, whose length is a power of two, the words of the trip of this number are.
     */
    static int at(int number, long[] ring) {
        return number * COUNT & (ring.length - 1);
    }

    /**
     * Puts the words of a trip.
     *
     * @param shard the number of its shard
     */
    static void put(
            long[] words,
            int at,
            EntryIdentity identity,
            long arrivalMillis,
            int shard,
            EntryPlace place) {
        words[at + HIGH] = identity.high();
        words[at + LOW] = identity.low();
        words[at + CONTENT] = identity.content();
        words[at + ARRIVAL] = arrivalMillis;
        DecimalWords.put(place.sequence(), words, at + SEQUENCE);
        words[at + PLACE] = ((long) shard << 32) | place.index();
    }

    /**
     * The trip that has these words.
     *
     * @param shards the ids of the shards, by their numbers
     */
    static EarlierEntry entry(long[] words, List<String> shards) {
        BigInteger sequence = BigInteger.ZERO;
        for (int i = PLACE - 1; i >= SEQUENCE; i--) {
            BigInteger part = BigInteger.valueOf(words[i]);
            sequence = sequence.shiftLeft(64).add(part.signum() < 0 ? part.add(WORD) : part);
        }
        return new EarlierEntry(
                new EntryPlace(
                        shards.get((int) (words[PLACE] >>> 32)),
                        sequence.toString(),
                        (int) words[PLACE]),
                words[ARRIVAL],
                words[CONTENT]);
    }
}
