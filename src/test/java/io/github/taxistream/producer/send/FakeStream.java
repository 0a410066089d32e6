package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A stream in memory that can be as unkind as the real one. For use by several threads. */
public final class FakeStream implements TripStream {

    private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);

    private static final PartitionKeys KEYS = new PartitionKeys(PartitionKeys.By.ZONE);

    private final Map<String, Shard> open = new TreeMap<>();
    private final Map<String, List<OutgoingRecord>> records = new TreeMap<>();
    private final List<Integer> requestSizes = new ArrayList<>();
    private final Random chance;
    private int failingPercent;
    private int throttledPercent;
    private int unknownPercent;
    private int storedDespiteTimeOut;
    private long dropped;
    private long failAfterRequests = Long.MAX_VALUE;
    private boolean listingDenied;
    private Runnable afterNextPut;
    private final Map<String, Shard> closed = new TreeMap<>();

    public FakeStream(int shards, long seed) {
        chance = new Random(seed);
        BigInteger width = HASHES.divide(BigInteger.valueOf(shards));
        for (int i = 0; i < shards; i++) {
            BigInteger first = width.multiply(BigInteger.valueOf(i));
            BigInteger next = i == shards - 1 ? HASHES : first.add(width);
            open(new Shard("shard-" + i, first, next.subtract(BigInteger.ONE)));
        }
    }

    private void open(Shard shard) {
        open.put(shard.id(), shard);
        records.put(shard.id(), new ArrayList<>());
    }

    /** So many entries of a hundred fail, so many are throttled, so many requests time out. */
    public synchronized FakeStream failing(int failing, int throttled, int unknown) {
        failingPercent = failing;
        throttledPercent = throttled;
        unknownPercent = unknown;
        return this;
    }

    /** After so many requests, access is denied. */
    public synchronized void denyAfter(long requests) {
        failAfterRequests = requestSizes.size() + requests;
    }

    /** From now on, the shards are not told. */
    public synchronized void denyListing() {
        listingDenied = true;
    }

    /** Splits a shard in two. */
    public synchronized void split(String shardId) {
        Shard parent = open.remove(shardId);
        closed.put(shardId, parent);
        BigInteger last = parent.firstHash();
        for (int bit = 127; bit >= 0; bit--) {
            BigInteger further = last.setBit(bit);
            last = parent.holds(further) ? further : last;
        }
        BigInteger middle = parent.firstHash().add(last).shiftRight(1);
        open(new Shard(shardId + "-low", parent.firstHash(), middle));
        open(new Shard(shardId + "-high", middle.add(BigInteger.ONE), last));
    }

    /** Splits each shard in two. */
    public synchronized void splitAllShards() {
        List.copyOf(open.keySet()).forEach(this::split);
    }

    /** From now on, shards that are closed are not told, as after the retention period. */
    public synchronized void forgetClosedShards() {
        closed.clear();
    }

    /** Does something once, when the next request has been carried out. */
    public synchronized void afterNextPut(Runnable what) {
        afterNextPut = what;
    }

    @Override
    public String description() {
        return "The fake stream";
    }

    @Override
    public synchronized List<Shard> openShards() {
        if (listingDenied) {
            throw new Problem("The shards of the fake stream are not told.");
        }
        return new ArrayList<>(open.values());
    }

    @Override
    public synchronized List<Shard> allShards() {
        List<Shard> all = openShards();
        all.addAll(closed.values());
        return all;
    }

    @Override
    public synchronized List<EntryOutcome> put(List<StreamEntry> entries)
            throws UnknownOutcomeException {
        if (requestSizes.size() >= failAfterRequests) {
            throw new Problem("Access to the fake stream is denied.");
        }
        requestSizes.add(entries.size());
        boolean timeOut = chance.nextInt(100) < unknownPercent;
        if (timeOut && chance.nextBoolean()) {
            throw new UnknownOutcomeException("time-out before", null);
        }
        List<EntryOutcome> outcomes = new ArrayList<>();
        for (StreamEntry entry : entries) {
            int dice = chance.nextInt(100);
            if (dice < failingPercent) {
                outcomes.add(EntryOutcome.failed("InternalFailure"));
            } else if (dice < failingPercent + throttledPercent) {
                outcomes.add(EntryOutcome.throttled("ProvisionedThroughputExceededException"));
            } else {
                outcomes.add(EntryOutcome.stored(store(entry)));
            }
        }
        if (afterNextPut != null) {
            Runnable what = afterNextPut;
            afterNextPut = null;
            what.run();
        }
        if (timeOut) {
            storedDespiteTimeOut += (int) outcomes.stream().filter(EntryOutcome::isStored).count();
            throw new UnknownOutcomeException("time-out after", null);
        }
        return outcomes;
    }

    /** As a reader does, drops the records of an aggregate that do not belong to its shard. */
    private String store(StreamEntry entry) {
        BigInteger hash =
                entry.explicitHashKey() != null
                        ? new BigInteger(entry.explicitHashKey())
                        : PartitionKeys.hash(entry.partitionKey());
        Shard shard = open.values().stream().filter(s -> s.holds(hash)).findFirst().orElseThrow();
        // The Kinesis Client Library drops an aggregate whole if one hash key is another shard's.
        if (!entry.isAggregate()
                || entry.records().stream()
                        .allMatch(record -> shard.holds(KEYS.hash(KEYS.index(record))))) {
            records.get(shard.id()).addAll(entry.records());
        } else {
            dropped += entry.records().size();
        }
        return shard.id();
    }

    /** What readers see of each shard, in order. */
    public synchronized Map<String, List<OutgoingRecord>> records() {
        return Collections.unmodifiableMap(records);
    }

    /** The positions of all records that readers see, in no order. */
    public synchronized List<Long> positions() {
        List<Long> positions = new ArrayList<>();
        records.values().forEach(shard -> shard.forEach(r -> positions.add(r.position())));
        return positions;
    }

    public synchronized List<Integer> requestSizes() {
        return new ArrayList<>(requestSizes);
    }

    /** Entries that were stored though no answer came. */
    public synchronized int storedDespiteTimeOut() {
        return storedDespiteTimeOut;
    }

    /** Records of aggregates that no reader sees. */
    public synchronized long dropped() {
        return dropped;
    }
}
