package io.github.taxistream.ledger.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * Rejected entries by reason: how many, and which, by the sum of their hashes. Not for use by
 * several threads at once.
 */
public final class Rejects {

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, PayloadSum> sums = new TreeMap<>();

    /** Adds an entry. */
    public void add(String reason, byte[] payload) {
        add(reason, 1, payload);
    }

    /** Adds so many entries that could not be told apart, and have their bytes in common. */
    public void add(String reason, long entries, byte[] payload) {
        PayloadSum sum = new PayloadSum();
        sum.add(PayloadHash.of(payload));
        add(reason, entries, sum);
    }

    /** Adds entries of which the sum is known. */
    void add(String reason, long entries, PayloadSum sum) {
        counts.merge(reason, entries, Long::sum);
        sums.computeIfAbsent(reason, r -> new PayloadSum()).add(sum);
    }

    /** Adds all that others are. */
    public void add(Rejects others) {
        others.counts.forEach((reason, count) -> add(reason, count, others.sums.get(reason)));
    }

    /** All entries. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many there are of each reason. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** How many there are of a reason. */
    public long count(String reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** Which there are of a reason. */
    public PayloadSum sum(String reason) {
        return sums.getOrDefault(reason, new PayloadSum());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rejects
                && ((Rejects) other).counts.equals(counts)
                && ((Rejects) other).sums.equals(sums);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts + " " + sums;
    }
}
