package io.github.taxistream.source.duplicate;

import io.github.taxistream.trip.EntryIdentity;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
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
    private final int lastNumber;

    /** The ids of the shards where trips first stood. */
    private final List<String> shards = new ArrayList<>();

    /** Trips in the order of their last arrivals, each at the place that its number says. */
    private long[] ring = new long[FEWEST * WORDS];

    private EntryTable table = new EntryTable(ring);
    private int first = 1;
    private int next = 1;

    /** How many trips have arrived since the shard was first read, to recognize an older state. */
    private long added;

    RecentEntries(long horizonMillis) {
        this(horizonMillis, Integer.MAX_VALUE);
    }

    /**
     * @param lastNumber the highest number of a trip; after it, the trips get new ones
     */
    RecentEntries(long horizonMillis, int lastNumber) {
        this.horizonMillis = horizonMillis;
        this.lastNumber = lastNumber;
    }

    /** How many trips it holds. */
    int size() {
        int live = 0;
        for (int number = first; number < next; number++) {
            live += isGone(number) ? 0 : 1;
        }
        return live;
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
        long[] old = removed(found);
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
        makeRoom();
        int shard = numberOf(place.shardId());
        EntryWords.put(ring, at(next), identity, arrivalMillis, shard, place);
        table.enter(next++);
    }

    private void append(long[] words) {
        makeRoom();
        System.arraycopy(words, 0, ring, at(next), WORDS);
        table.enter(next++);
    }

    private void makeRoom() {
        boolean isFull = (next - first) * WORDS == ring.length;
        if (isFull || next == lastNumber) {
            boolean isHalfGone = size() * WORDS <= ring.length / 2;
            copyTo(new long[isHalfGone ? ring.length : ring.length * 2]);
        }
    }

    private int numberOf(String shardId) {
        int number = shards.indexOf(shardId);
        if (number < 0) {
            shards.add(shardId);
            number = shards.size() - 1;
        }
        return number;
    }

    /** Where in the ring the words of the trip of this number are. */
    private int at(int number) {
        return EntryWords.at(number, ring);
    }

    private boolean isGone(int number) {
        return ring[at(number) + EntryWords.PLACE] == GONE;
    }

    /** The words of the trip at this place of the table, which is gone now. */
    private long[] removed(int place) {
        int at = at(table.number(place));
        table.remove(place);
        long[] words = Arrays.copyOfRange(ring, at, at + WORDS);
        ring[at + EntryWords.PLACE] = GONE;
        return words;
    }

    private void expire(long arrivalMillis) {
        long oldest = arrivalMillis - horizonMillis - SLACK_MILLIS;
        int live = first;
        while (live < next && (ring[at(live) + EntryWords.ARRIVAL] <= oldest || isGone(live))) {
            live++;
        }
        first = live;
        table.expireBefore(live);
    }

    /** Copies the trips, with new numbers. */
    private void copyTo(long[] newRing) {
        long[] oldRing = ring;
        int from = first;
        int to = next;
        ring = newRing;
        table = new EntryTable(ring);
        first = 1;
        next = 1;
        for (int number = from; number < to; number++) {
            int old = EntryWords.at(number, oldRing);
            if (oldRing[old + EntryWords.PLACE] != GONE) {
                System.arraycopy(oldRing, old, ring, at(next), WORDS);
                table.enter(next++);
            }
        }
    }

    /** Writes the state: all that is long at once, as the caller holds the checkpoint lock. */
    byte[] write(String shardId) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(head);
        out.writeUTF(shardId);
        out.writeLong(added);
        out.writeInt(shards.size());
        for (String shard : shards) {
            out.writeUTF(shard);
        }
        int size = size();
        out.writeInt(size);
        byte[] state = Arrays.copyOf(head.toByteArray(), head.size() + size * WORDS * Long.BYTES);
        LongBuffer words =
                ByteBuffer.wrap(state, head.size(), state.length - head.size())
                        .slice()
                        .asLongBuffer();
        for (int number = first; number < next; number++) {
            if (!isGone(number)) {
                words.put(ring, at(number), WORDS);
            }
        }
        return state;
    }

    /**
     * Reads what {@link #write} has written, after the shard's id and the number of trips added.
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
        long[] words = new long[WORDS];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < WORDS; j++) {
                words[j] = in.readLong();
            }
            entries.append(words);
        }
        return entries;
    }
}
