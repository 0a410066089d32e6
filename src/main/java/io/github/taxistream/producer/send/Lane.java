package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sends the batches of one or several shards, one request at a time: a batch begins only when the
 * one before is stored completely. Within a batch, only the failed entries are sent again, until
 * none is left.
 *
 * <p>For use by one thread.
 */
final class Lane {

    /** How long to go on without a single entry being stored. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final TripStream stream;
    private final ShardPace pace;
    private final Pauses pauses;
    private final LongSupplier clockMillis;
    private final SendCounters counters;
    private final ShardMap shards;
    private final Tally tally;
    private final List<OutgoingRecord> misplaced = new ArrayList<>();

    Lane(
            TripStream stream,
            ShardMap shards,
            ShardPace pace,
            Pauses pauses,
            LongSupplier clockMillis,
            SendCounters counters,
            PlainReading reading) {
        this.tally = new Tally(reading);
        this.stream = stream;
        this.shards = shards;
        this.pace = pace;
        this.pauses = pauses;
        this.clockMillis = clockMillis;
        this.counters = counters;
    }

    /** What has been stored. */
    Tally tally() {
        return tally;
    }

    /**
     * Records in a shard where no reader will see them: the stream was resharded while they were on
     * their way. They have to be sent again by the new map.
     */
    List<OutgoingRecord> misplaced() {
        return misplaced;
    }

    /**
     * Sends a batch.
     *
     * @param batch the entries; those that are stored are removed, even when it fails
     * @throws Problem if the stream has stored nothing for too long
     */
    void send(List<StreamEntry> batch) throws InterruptedException {
        long lastProgress = pauses.nanoTime();
        int fruitless = 0;
        while (!batch.isEmpty()) {
            long wait = pace.nanosUntilFree(batch, pauses.nanoTime());
            if (wait > 0) {
                pauses.pause(wait);
                // The lane's own pauses do not count.
                lastProgress += wait;
            }
            int before = batch.size();
            String error = attempt(batch);
            if (batch.size() < before) {
                lastProgress = pauses.nanoTime();
                fruitless = 0;
            } else {
                fruitless++;
                if (pauses.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                    throw new Problem(
                            stream.description()
                                    + " has taken nothing for "
                                    + PATIENCE.toSeconds()
                                    + " seconds; last error: "
                                    + error);
                }
            }
            if (!batch.isEmpty()) {
                pauses.pause(
                        Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(6, fruitless)));
            }
        }
    }

    /** Sends what is left of a batch; returns the last error, or null if there was none. */
    private String attempt(List<StreamEntry> batch) {
        long sentMillis = clockMillis.getAsLong();
        List<EntryOutcome> outcomes;
        counters.requests.increment();
        try {
            outcomes = stream.put(batch);
        } catch (UnknownOutcomeException e) {
            batch.forEach(this::perhapsStored);
            counters.retriedEntries.add(batch.size());
            return e.getMessage();
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A bug says nothing about what the stream has stored.
            batch.forEach(this::perhapsStored);
            throw e;
        }
        return settle(batch, outcomes, sentMillis);
    }

    /** Leaves in a batch what was not stored; returns the last error, or null if there was none. */
    private String settle(List<StreamEntry> batch, List<EntryOutcome> outcomes, long sentMillis) {
        List<StreamEntry> failed = new ArrayList<>();
        Map<StreamEntry, String> strayed = new LinkedHashMap<>();
        String error = null;
        boolean throttled = false;
        for (int i = 0; i < batch.size(); i++) {
            StreamEntry entry = batch.get(i);
            EntryOutcome outcome = outcomes.get(i);
            if (entry.shard().id().equals(outcome.shardId())) {
                stored(entry, sentMillis);
            } else if (outcome.isStored()) {
                strayed.put(entry, outcome.shardId());
            } else {
                failed.add(entry);
                error = outcome.error();
                throttled |= outcome.isThrottled();
            }
        }
        if (throttled) {
            pace.throttled();
            counters.throttledRequests.increment();
        } else if (failed.isEmpty()) {
            pace.wentWell();
        }
        counters.retriedEntries.add(failed.size());
        batch.clear();
        batch.addAll(failed);
        settle(strayed, batch, sentMillis);
        return error;
    }

    /**
     * Separates the entries that a reader will find, although they are in another shard than
     * expected, from those that have to be sent again.
     *
     * @param strayed each entry with the shard that it is in
     * @param batch receives the entries for which it is not known
     * @throws Problem if this is unknown for some of them
     */
    private void settle(
            Map<StreamEntry, String> strayed, List<StreamEntry> batch, long sentMillis) {
        if (!strayed.isEmpty()) {
            shards.markStale();
        }
        Iterator<Map.Entry<StreamEntry, String>> left = strayed.entrySet().iterator();
        try {
            while (left.hasNext()) {
                Map.Entry<StreamEntry, String> next = left.next();
                StreamEntry entry = next.getKey();
                Optional<Boolean> readable = shards.isReadable(entry, next.getValue());
                if (readable.isEmpty()) {
                    perhapsStored(entry);
                }
                if (readable.orElse(false)) {
                    stored(entry, sentMillis);
                } else {
                    misplaced.addAll(entry.records());
                    if (readable.isPresent()) {
                        tally.addMisplaced(entry.records().size(), entry.data());
                    }
                }
                left.remove();
            }
        } catch (RuntimeException e) {
            // The shards cannot be listed. A duplicate is better than a loss.
            strayed.keySet().forEach(this::perhapsStored);
            batch.addAll(strayed.keySet());
            throw e;
        }
    }

    /** It will be sent again, and then may be in the stream twice. */
    private void perhapsStored(StreamEntry entry) {
        counters.unknownEntries.increment();
        entry.records().forEach(record -> tally.addPerhapsTwice(record.payload()));
        if (entry.isAggregate()) {
            tally.addPerhapsTwice(entry.data());
        }
    }

    private void stored(StreamEntry entry, long sentMillis) {
        for (OutgoingRecord record : entry.records()) {
            tally.add(record.payload(), record.onlyTrip(), record.plague(), sentMillis);
            counters.storedRecords.increment();
        }
    }
}
