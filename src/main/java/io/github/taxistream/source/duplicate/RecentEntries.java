package io.github.taxistream.source.duplicate;

import io.github.taxistream.trip.EntryIdentity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trips that arrived in a shard within the horizon, each as a hash and where it first stood: 64
 * bytes per trip, plus a table to find them.
 *
 * <p>Its content depends on the shard's records alone, not on when they are read. Not for use by
 * several threads at once.
 */
final class RecentEntries {

    private static final int FEWEST = 64;
    private static final int WORDS = EntryWords.COUNT;

    /** Several machines of Kinesis set arrival times, so these may step back a little. */
    private static final long SLACK_MILLIS = 1_000;

    /** Instead of a place: the trip arrived again later, and is kept there. */
    private static final long GONE = -1;

    private final long horizonMillis;

    /** The ids of the shards where trips first stood. */
    private final List<String> shards = new ArrayList<>();

    /** A ring, in the order of the trips' last arrivals. */
    private long[] ring = new long[FEWEST * WORDS];

    private EntryTable table = new EntryTable(ring);
    private int head;
    private int size;
    private long added;

    RecentEntries(long horizonMillis) {
        this.horizonMillis = horizonMillis;
    }

    /** How many trips it holds. */
    int size() {
        int live = 0;
        for (int i = 0; i < size; i++) {
            live += isGone(slot(i)) ? 0 : 1;
        }
        return live;
    }

    /** How many trips have arrived since the shard was first read, to recognize an older state. */
    long added() {
        return added;
    }

    /**
     * Adds a trip.
     *
     * @param place where it stands
     * @return the same trip, if it arrived before within the horizon; else null
     */
    EarlierEntry add(EntryIdentity identity, long arrivalMillis, EntryPlace place) {
        added++;
        expire(arrivalMillis);
        int found = table.find(identity.high(), identity.low());
        if (found < 0) {
            append(identity, arrivalMillis, place);
            return null;
        }
        long[] old = words(found);
        remove(found);
        EarlierEntry earlier = EntryWords.entry(old, shards);
        if (arrivalMillis - earlier.arrivalMillis() >= horizonMillis) {
            append(identity, arrivalMillis, place);
            return null;
        }
        // It is kept for another horizon, with the place of the first.
        old[EntryWords.ARRIVAL] = Math.max(old[EntryWords.ARRIVAL], arrivalMillis);
        append(old);
        return earlier;
    }

    private void append(EntryIdentity identity, long arrivalMillis, EntryPlace place) {
        int slot = nextSlot();
        int shard = numberOf(place.shardId());
        EntryWords.put(ring, slot * WORDS, identity, arrivalMillis, shard, place);
        table.enter(slot);
    }

    private void append(long[] words) {
        int slot = nextSlot();
        System.arraycopy(words, 0, ring, slot * WORDS, WORDS);
        table.enter(slot);
    }

    private int nextSlot() {
        if (size * WORDS == ring.length) {
            grow();
        }
        return slot(size++);
    }

    private int numberOf(String shardId) {
        int number = shards.indexOf(shardId);
        if (number < 0) {
            shards.add(shardId);
            number = shards.size() - 1;
        }
        return number;
    }

    private long[] words(int slot) {
        return Arrays.copyOfRange(ring, slot * WORDS, (slot + 1) * WORDS);
    }

    private boolean isGone(int slot) {
        return ring[slot * WORDS + EntryWords.PLACE] == GONE;
    }

    private void remove(int slot) {
        table.remove(slot);
        ring[slot * WORDS + EntryWords.PLACE] = GONE;
    }

    private void expire(long arrivalMillis) {
        long oldest = arrivalMillis - horizonMillis - SLACK_MILLIS;
        while (size > 0) {
            if (!isGone(head)) {
                if (ring[head * WORDS + EntryWords.ARRIVAL] > oldest) {
                    return;
                }
                remove(head);
            }
            head = slot(1);
            size--;
        }
    }

    /** The place in the ring of the trip that is this many after the first. */
    private int slot(int after) {
        return (head + after) & (ring.length / WORDS - 1);
    }

    private void grow() {
        long[] larger = new long[ring.length * 2];
        int live = 0;
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            if (!isGone(slot)) {
                System.arraycopy(ring, slot * WORDS, larger, live * WORDS, WORDS);
                live++;
            }
        }
        ring = larger;
        table = new EntryTable(ring);
        head = 0;
        size = live;
        for (int slot = 0; slot < size; slot++) {
            table.enter(slot);
        }
    }

    /** Writes the state. */
    void write(DataOutput out) throws IOException {
        out.writeInt(shards.size());
        for (String shard : shards) {
            out.writeUTF(shard);
        }
        out.writeInt(size());
        for (int i = 0; i < size; i++) {
            if (!isGone(slot(i))) {
                for (long word : words(slot(i))) {
                    out.writeLong(word);
                }
            }
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @param added how many trips had arrived since the shard was first read
     */
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
