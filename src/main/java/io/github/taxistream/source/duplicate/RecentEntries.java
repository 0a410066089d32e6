package io.github.taxistream.source.duplicate;

import io.github.taxistream.trip.EntryIdentity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The trips that came to a shard within the horizon, each as a hash and where it first stood: 64
 * bytes a trip, and some more for a table to find it.
 *
 * <p>What is in it follows from the shard's records alone, and not from when they are read. Not for
 * use by several threads at once.
 */
final class RecentEntries {

    private static final int FEWEST = 64;

    /** Kinesis takes the time of an arrival on several machines: it may step back a little. */
    private static final long SLACK_MILLIS = 1_000;

    // A trip's words.
    private static final int WORDS = 8;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int CONTENT = 2;
    private static final int ARRIVAL = 3;

    /** A sequence number has some 186 bits. */
    private static final int SEQUENCE = 4;

    /** The number of the shard in {@link #shards}, and the trip's place within its record. */
    private static final int PLACE = 7;

    /** In {@link #PLACE}: the trip came again later, and stands there. */
    private static final long GONE = -1;

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private final long horizonMillis;
    private final List<String> shards = new ArrayList<>();

    /** A ring, in the order in which the trips came last. */
    private long[] ring = new long[FEWEST * WORDS];

    private int head;
    private int size;
    private long added;

    /** By hash, with linear probing: the places in the ring, from 1 on; 0 is free. */
    private int[] table = new int[FEWEST * 2];

    RecentEntries(long horizonMillis) {
        this.horizonMillis = horizonMillis;
    }

    /** How many trips it holds. */
    int size() {
        int live = 0;
        for (int i = 0; i < size; i++) {
            live += ring[slot(i) * WORDS + PLACE] == GONE ? 0 : 1;
        }
        return live;
    }

    /** How many trips have come since the shard was first read, to tell an older state. */
    long added() {
        return added;
    }

    /**
     * Takes note of a trip.
     *
     * @param place where it stands
     * @return the same trip, if it has come before and not longer ago than the horizon; else null
     */
    EarlierEntry add(EntryIdentity identity, long arrivalMillis, EntryPlace place) {
        added++;
        expire(arrivalMillis);
        int found = find(identity.high(), identity.low());
        if (found < 0) {
            append(identity, arrivalMillis, place);
            return null;
        }
        EarlierEntry earlier = at(found);
        boolean isRecent = arrivalMillis - earlier.arrivalMillis() < horizonMillis;
        long[] old = words(found);
        remove(found);
        if (!isRecent) {
            append(identity, arrivalMillis, place);
            return null;
        }
        // It stays known for another horizon, by the place of the first.
        old[ARRIVAL] = Math.max(old[ARRIVAL], arrivalMillis);
        append(old);
        return earlier;
    }

    private void append(EntryIdentity identity, long arrivalMillis, EntryPlace place) {
        long[] words = new long[WORDS];
        words[HIGH] = identity.high();
        words[LOW] = identity.low();
        words[CONTENT] = identity.content();
        words[ARRIVAL] = arrivalMillis;
        BigInteger sequence = place.sequence();
        for (int i = 0; i < PLACE - SEQUENCE; i++) {
            words[SEQUENCE + i] = sequence.longValue();
            sequence = sequence.shiftRight(64);
        }
        words[PLACE] = ((long) numberOf(place.shardId()) << 32) | place.index();
        append(words);
    }

    private void append(long[] words) {
        if (size * WORDS == ring.length) {
            grow();
        }
        int slot = slot(size++);
        System.arraycopy(words, 0, ring, slot * WORDS, WORDS);
        enter(slot);
    }

    private int numberOf(String shardId) {
        int number = shards.indexOf(shardId);
        if (number < 0) {
            shards.add(shardId);
            number = shards.size() - 1;
        }
        return number;
    }

    private EarlierEntry at(int slot) {
        int word = slot * WORDS;
        BigInteger sequence = BigInteger.ZERO;
        for (int i = PLACE - SEQUENCE - 1; i >= 0; i--) {
            BigInteger part = BigInteger.valueOf(ring[word + SEQUENCE + i]);
            sequence = sequence.shiftLeft(64).add(part.signum() < 0 ? part.add(WORD) : part);
        }
        return new EarlierEntry(
                new EntryPlace(
                        shards.get((int) (ring[word + PLACE] >>> 32)),
                        sequence,
                        (int) ring[word + PLACE]),
                ring[word + ARRIVAL],
                ring[word + CONTENT]);
    }

    private long[] words(int slot) {
        long[] words = new long[WORDS];
        System.arraycopy(ring, slot * WORDS, words, 0, WORDS);
        return words;
    }

    private void expire(long arrivalMillis) {
        while (size > 0) {
            int word = head * WORDS;
            if (ring[word + PLACE] != GONE) {
                if (ring[word + ARRIVAL] > arrivalMillis - horizonMillis - SLACK_MILLIS) {
                    return;
                }
                remove(head);
            }
            head = slot(1);
            size--;
        }
    }

    /** The place in the ring of the trip that came so long after the first. */
    private int slot(int after) {
        return (head + after) & (ring.length / WORDS - 1);
    }

    private void grow() {
        long[] larger = new long[ring.length * 2];
        int live = 0;
        for (int i = 0; i < size; i++) {
            int word = slot(i) * WORDS;
            if (ring[word + PLACE] != GONE) {
                System.arraycopy(ring, word, larger, live * WORDS, WORDS);
                live++;
            }
        }
        ring = larger;
        head = 0;
        size = live;
        table = new int[ring.length / WORDS * 2];
        for (int slot = 0; slot < size; slot++) {
            enter(slot);
        }
    }

    // The table.

    private int home(int slot) {
        return home(ring[slot * WORDS + LOW]);
    }

    private int home(long low) {
        return (int) (low ^ (low >>> 32)) & (table.length - 1);
    }

    /** The trip's place in the ring, or -1. */
    private int find(long high, long low) {
        for (int i = home(low); table[i] != 0; i = (i + 1) & (table.length - 1)) {
            int slot = table[i] - 1;
            if (ring[slot * WORDS + LOW] == low && ring[slot * WORDS + HIGH] == high) {
                return slot;
            }
        }
        return -1;
    }

    private void enter(int slot) {
        int i = home(slot);
        while (table[i] != 0) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = slot + 1;
    }

    /** Takes a trip out; those behind it in the table move up, so that they are still found. */
    private void remove(int slot) {
        int mask = table.length - 1;
        int free = home(slot);
        while (table[free] != slot + 1) {
            free = (free + 1) & mask;
        }
        for (int i = (free + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
            int home = home(table[i] - 1);
            if (((i - home) & mask) >= ((i - free) & mask)) {
                table[free] = table[i];
                free = i;
            }
        }
        table[free] = 0;
        ring[slot * WORDS + PLACE] = GONE;
    }

    // The state.

    void write(DataOutput out) throws IOException {
        out.writeInt(shards.size());
        for (String shard : shards) {
            out.writeUTF(shard);
        }
        out.writeInt(size());
        for (int i = 0; i < size; i++) {
            int word = slot(i) * WORDS;
            if (ring[word + PLACE] != GONE) {
                for (int j = 0; j < WORDS; j++) {
                    out.writeLong(ring[word + j]);
                }
            }
        }
    }

    static RecentEntries read(DataInput in, long added, long horizonMillis) throws IOException {
        RecentEntries entries = new RecentEntries(horizonMillis);
        entries.added = added;
        int shards = in.readInt();
        for (int i = 0; i < shards; i++) {
            entries.shards.add(in.readUTF());
        }
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long[] words = new long[WORDS];
            for (int j = 0; j < WORDS; j++) {
                words[j] = in.readLong();
            }
            entries.append(words);
        }
        return entries;
    }
}
