package io.github.taxistream.source.fanout;

import java.util.Optional;

/**
 * One subscription to a shard, which Kinesis ends after five minutes.
 *
 * <p>Events come on a thread of the client, batches are read on one of the connector.
 */
public final class FanOutSubscription {

    private Optional<Runnable> ending = Optional.empty();
    private int unreadBatches;
    private Optional<Boolean> emptyEvent = Optional.empty();
    private boolean hasEndOfShard;

    /** Sets how the subscriber is told that no more events will come. */
    public synchronized void endsBy(Runnable newEnding) {
        ending = Optional.of(newEnding);
    }

    /**
     * Notes an event before the subscriber gets it.
     *
     * @param hasRecords whether there are records in it
     * @param atTip whether the shard has no more by now
     * @param endOfShard whether the shard is closed and this is its last event
     */
    public synchronized void observe(boolean hasRecords, boolean atTip, boolean endOfShard) {
        hasEndOfShard = endOfShard;
        if (hasRecords) {
            emptyEvent = Optional.empty();
            unreadBatches++;
        } else {
            emptyEvent = Optional.of(atTip);
        }
    }

    synchronized void wasRead() {
        unreadBatches--;
    }

    synchronized Optional<Boolean> takeEmptyEvent() {
        if (unreadBatches > 0) {
            return Optional.empty();
        }
        Optional<Boolean> taken = emptyEvent;
        emptyEvent = Optional.empty();
        return taken;
    }

    synchronized boolean wasReadToTheEnd() {
        return hasEndOfShard && unreadBatches == 0;
    }

    /** Without the lock: the connector may block it. */
    void end() {
        Optional<Runnable> last;
        synchronized (this) {
            last = ending;
        }
        last.ifPresent(Runnable::run);
    }
}
