package io.github.taxistream.producer.command;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.Origin;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.send.EventPace;
import io.github.taxistream.producer.send.Sender;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends all of a source, or the rest of it after an earlier run, at the wanted pace. Another thread
 * can stop it; it then still sends what it holds.
 */
final class Delivery {

    /** A record is not held longer than this to fill a request. */
    private static final long LINGER_NANOS = Duration.ofMillis(200).toNanos();

    /** Shorter waits cost more than they are worth; the pace is kept on average. */
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Origin origin;
    private final RecordSource source;
    private final Sender sender;
    private final EventPace pace;
    private final Pauses pauses;
    private final String started;
    private final long earlierRead;
    private final Set<Long> earlierUnsent;
    private final long earlierUnknown;
    private final Tally tally = new Tally();
    private volatile boolean stopped;
    private volatile long lagNanos;
    private long read;

    /**
     * @param earlier the manifest to resume from, or null
     */
    Delivery(
            Origin origin,
            RecordSource source,
            Sender sender,
            EventPace pace,
            Pauses pauses,
            Manifest earlier) {
        this.origin = origin;
        this.source = source;
        this.sender = sender;
        this.pace = pace;
        this.pauses = pauses;
        this.started = earlier == null ? Instant.now().toString() : earlier.started();
        this.earlierRead = earlier == null ? 0 : earlier.read();
        this.earlierUnsent = earlier == null ? Set.of() : new HashSet<>(earlier.unsent());
        this.earlierUnknown = earlier == null ? 0 : earlier.retriedAfterUnknownOutcome();
        if (earlier != null) {
            tally.add(earlier.tally());
        }
    }

    /** The result of a run: the manifest, and why it failed if it did. */
    static final class Result {
        final Manifest manifest;
        final RuntimeException failure;

        Result(Manifest manifest, RuntimeException failure) {
            this.manifest = manifest;
            this.failure = failure;
        }
    }

    /** Sends everything. Whatever happens, the manifest tells what has been sent. */
    Result run() throws InterruptedException {
        boolean complete = false;
        RuntimeException failure = null;
        try {
            complete = sendAll();
        } catch (IOException e) {
            failure = new Problem("The input cannot be read: " + FailureWords.of(e), e);
        } catch (RuntimeException e) {
            failure = e;
        }
        try {
            sender.finish();
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        tally.add(sender.tally());
        return new Result(manifest(complete && failure == null), failure);
    }

    private Manifest manifest(boolean complete) {
        List<Long> unsent = new ArrayList<>(sender.unsent());
        earlierUnsent.stream().filter(position -> position >= read).forEach(unsent::add);
        unsent.sort(null);
        return new Manifest(
                origin,
                started,
                Instant.now().toString(),
                complete,
                Math.max(read, earlierRead),
                unsent,
                earlierUnknown + sender.counters().unknownEntries(),
                tally);
    }

    /** Returns whether the source is at its end. */
    private boolean sendAll() throws IOException, InterruptedException {
        while (!stopped) {
            OutgoingRecord record = source.next();
            if (record == null) {
                return true;
            }
            long position = read;
            if (position < earlierRead && !earlierUnsent.contains(position)) {
                read++;
                continue;
            }
            if (pace.isPaced() && !awaitTurn(record.eventMillis())) {
                return false;
            }
            read++;
            sender.send(record.at(position));
        }
        return false;
    }

    /** Returns whether to send the record: false if stopped while waiting. */
    private boolean awaitTurn(long eventMillis) throws InterruptedException {
        long due = pace.dueNanos(eventMillis, pauses.nanoTime());
        while (!stopped) {
            long wait = due - pauses.nanoTime();
            lagNanos = Math.max(0, -wait);
            if (wait < SHORTEST_PAUSE_NANOS) {
                return true;
            }
            if (wait > LINGER_NANOS || sender.heldNanos() > LINGER_NANOS) {
                sender.flush();
            }
            pauses.pause(Math.min(wait, LINGER_NANOS));
        }
        return false;
    }

    /** Lets {@link #run} end soon: no more records are read. For any thread. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** How far the sending is behind the wanted pace. For any thread. */
    Duration lag() {
        return Duration.ofNanos(lagNanos);
    }
}
