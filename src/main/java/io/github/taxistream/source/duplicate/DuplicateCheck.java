package io.github.taxistream.source.duplicate;

import io.github.taxistream.trip.EntryIdentity;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds trips that were sent again, for the shards of one source subtask. An entry without an
 * identity passes.
 *
 * <p>Not for use by several threads at once: the caller holds the checkpoint lock.
 */
public final class DuplicateCheck {

    private final long horizonMillis;
    private final Map<String, RecentEntries> shards = new HashMap<>();

    /** The states of all subtasks, until this subtask's shards are known. */
    private Map<String, byte[]> restored = new HashMap<>();

    /**
     * @param horizon how long after a trip the same one counts as sent again
     */
    public DuplicateCheck(Duration horizon) {
        this.horizonMillis = horizon.toMillis();
    }

    /** Restores the results of {@link #snapshot()} of all subtasks. */
    public void restore(Iterable<byte[]> states) {
        for (byte[] state : states) {
            String shardId = shardOf(state);
            byte[] other = restored.get(shardId);
            // Two subtasks may have saved a shard, one of them only as it had been restored.
            if (other == null || isNewer(state, other)) {
                restored.put(shardId, state);
            }
        }
    }

    /** Whether there is a state for a shard. */
    public boolean knows(String shardId) {
        return shards.containsKey(shardId) || restored.containsKey(shardId);
    }

    /** A check for one shard alone, with its restored state. */
    public DuplicateCheck ofShard(String shardId) {
        byte[] state = restored.get(shardId);
        DuplicateCheck check = new DuplicateCheck(Duration.ofMillis(horizonMillis));
        check.shards.put(
                shardId, state == null ? new RecentEntries(horizonMillis) : entriesOf(state));
        return check;
    }

    /** Adds the shards of another check to this subtask's. */
    public void add(DuplicateCheck ofShard) {
        restored.keySet().removeAll(ofShard.shards.keySet());
        shards.putAll(ofShard.shards);
    }

    /** Drops the states of all other shards, once all shards of this subtask were added. */
    public void allShardsAdded() {
        restored = new HashMap<>();
    }

    /**
     * Checks a trip.
     *
     * @param shardId where it was read
     * @param stream the stream's name
     * @param place where it stands: in the shard, or in one of its parents
     * @return the trip, or a rejection if it was sent again
     */
    public TripEnvelope check(TripEnvelope trip, String shardId, String stream, EntryPlace place) {
        if (trip.identity().isEmpty()) {
            return trip;
        }
        EntryIdentity identity = trip.identity().get();
        EarlierEntry earlier = shards.get(shardId).add(identity, trip.arrivalMillis(), place);
        if (earlier == null) {
            return trip;
        }
        String what =
                identity.content() == earlier.content()
                        ? "the same"
                        : "the same id, with other bytes,";
        Rejection rejection =
                new Rejection(
                        RejectReason.DUPLICATE,
                        String.format("sent again: %s came first as %s", what, earlier.first()),
                        stream,
                        shardId,
                        place.sequence());
        TripEnvelope rejected =
                TripEnvelope.rejected(rejection, trip.arrivalMillis(), identity.bytes());
        return trip.record().map(rejected::withRecord).orElse(rejected);
    }

    /** How many trips are known. */
    public int size() {
        return shards.values().stream().mapToInt(RecentEntries::size).sum();
    }

    /** The state to be saved, one piece per shard. */
    public List<byte[]> snapshot() {
        List<byte[]> states = new ArrayList<>(restored.values());
        shards.forEach((shardId, entries) -> states.add(stateOf(shardId, entries)));
        return states;
    }

    private static byte[] stateOf(String shardId, RecentEntries entries) {
        try {
            return entries.write(shardId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecentEntries entriesOf(byte[] state) {
        try (DataInputStream in = open(state)) {
            in.readUTF();
            return RecentEntries.read(in, in.readLong(), horizonMillis);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of the recent entries is damaged", e);
        }
    }

    private static String shardOf(byte[] state) {
        try (DataInputStream in = open(state)) {
            return in.readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException("the state of the recent entries is damaged", e);
        }
    }

    private static boolean isNewer(byte[] state, byte[] other) {
        return added(state) > added(other);
    }

    private static long added(byte[] state) {
        try (DataInputStream in = open(state)) {
            in.readUTF();
            return in.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException("the state of the recent entries is damaged", e);
        }
    }

    private static DataInputStream open(byte[] state) {
        return new DataInputStream(new ByteArrayInputStream(state));
    }
}
