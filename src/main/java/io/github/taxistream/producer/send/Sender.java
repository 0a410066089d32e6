package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends records so that all of them arrive, and in order within a shard: no record of a later
 * request is sent before all of the shard's earlier requests are stored. Within one request Kinesis
 * may store an entry after one that stands behind it, if it refuses it at first.
 *
 * <p>After resharding, what is on its way finishes and the shards are looked up again.
 *
 * <p>Not for use by several threads at once.
 */
public final class Sender {

    private final TripStream stream;
    private final PartitionKeys keys;
    private final SenderSettings settings;
    private final Pauses pauses;
    private final LongSupplier clockMillis;
    private final SendCounters counters = new SendCounters();
    private final Tally tally = new Tally();
    private final List<Long> unsent = new ArrayList<>();
    private Lanes lanes;
    private long heldSinceNanos;

    /**
     * @param pauses the time that it waits by
     * @param clockMillis the time of day, in milliseconds since 1970 UTC
     * @throws Problem if the stream is missing or out of reach
     */
    public Sender(
            TripStream stream, SenderSettings settings, Pauses pauses, LongSupplier clockMillis) {
        this.stream = stream;
        this.keys = new PartitionKeys(settings.partitionKey());
        this.settings = settings;
        this.pauses = pauses;
        this.clockMillis = clockMillis;
        this.lanes = newLanes();
    }

    private Lanes newLanes() {
        return new Lanes(stream, keys, settings, pauses, clockMillis, counters);
    }

    /**
     * Sends a record, or holds it until there are enough for a request. Waits while its lane is
     * full.
     *
     * @param record with its position
     * @throws Problem if it is too large, or sending has failed
     */
    public void send(OutgoingRecord record) throws InterruptedException {
        if (record.payload().length + 8 > TripStream.MAX_ENTRY_BYTES) {
            unsent.add(record.position());
            throw new Problem(
                    "Record "
                            + record.position()
                            + " has "
                            + record.payload().length
                            + " bytes; Kinesis takes no more than 1 MB.");
        }
        if (lanes.isStale()) {
            try {
                reroute();
            } catch (RuntimeException e) {
                unsent.add(record.position());
                throw e;
            }
        }
        if (!lanes.isHolding()) {
            heldSinceNanos = pauses.nanoTime();
        }
        lanes.add(record);
    }

    /** How long the record that is held the longest has been held. */
    public long heldNanos() {
        return lanes.isHolding() ? pauses.nanoTime() - heldSinceNanos : 0;
    }

    /** Sends what is held. */
    public void flush() throws InterruptedException {
        lanes.flush();
    }

    /**
     * Sends what is held and waits until all is stored. Nothing can be sent afterwards.
     *
     * @throws Problem if sending has failed; {@link #unsent} tells what is missing
     */
    public void finish() throws InterruptedException {
        try {
            lanes.flush();
            List<OutgoingRecord> again = finishLanes();
            while (!again.isEmpty()) {
                // Resharded just now, with the last requests.
                restart(again);
                lanes.flush();
                again = finishLanes();
            }
        } catch (RuntimeException e) {
            collect().forEach(record -> unsent.add(record.position()));
            throw e;
        }
    }

    private void reroute() throws InterruptedException {
        lanes.flush();
        restart(finishLanes());
    }

    /** Looks up the shards again, and sends first what has to be sent again. */
    private void restart(List<OutgoingRecord> again) throws InterruptedException {
        try {
            lanes = newLanes();
        } catch (RuntimeException e) {
            again.forEach(record -> unsent.add(record.position()));
            throw e;
        }
        int added = 0;
        try {
            for (OutgoingRecord record : again) {
                added++;
                lanes.add(record);
            }
        } catch (RuntimeException e) {
            again.subList(added, again.size()).forEach(record -> unsent.add(record.position()));
            throw e;
        }
    }

    /** Returns the records that have to be sent again, in order. */
    private List<OutgoingRecord> finishLanes() throws InterruptedException {
        List<OutgoingRecord> again = collect();
        for (LaneThread thread : lanes.threads()) {
            if (thread.failure() != null) {
                again.forEach(record -> unsent.add(record.position()));
                throw thread.failure();
            }
        }
        return again;
    }

    /** Ends the lanes and takes over what they have to tell, once. */
    private List<OutgoingRecord> collect() throws InterruptedException {
        List<OutgoingRecord> misplaced = new ArrayList<>();
        if (!lanes.finish()) {
            return misplaced;
        }
        for (LaneThread thread : lanes.threads()) {
            tally.add(thread.lane().tally());
            misplaced.addAll(thread.lane().misplaced());
            thread.unsent().forEach(record -> unsent.add(record.position()));
        }
        lanes.held().forEach(record -> unsent.add(record.position()));
        misplaced.sort(Comparator.comparingLong(OutgoingRecord::position));
        return misplaced;
    }

    /** What happens while sending. */
    public SendCounters counters() {
        return counters;
    }

    /** Once finished: what has been stored. */
    public Tally tally() {
        return tally;
    }

    /** Once finished: the positions of records that are not surely in the stream. */
    public List<Long> unsent() {
        return unsent;
    }
}
