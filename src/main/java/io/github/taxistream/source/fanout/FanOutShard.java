package io.github.taxistream.source.fanout;

import java.util.Optional;

/**
 * What the subscription to a shard tells beside its records, which the connector keeps to itself.
 *
 * <p>Two things. It throws events without records away, though they say that the shard is at its
 * tip: without them an empty shard would never count as read. And when the consumer is deregistered
 * under a subscription, it takes the shard for one that has ended, and never reads it again; but to
 * deregister the consumer is the first thing that it does itself when the job is stopped, before
 * the savepoint is taken.
 */
public final class FanOutShard {

    private Optional<FanOutSubscription> subscription = Optional.empty();

    FanOutShard() {}

    /** Begins another subscription, which takes the place of the last. */
    public FanOutSubscription subscribe() {
        FanOutSubscription next = new FanOutSubscription();
        synchronized (this) {
            subscription = Optional.of(next);
        }
        return next;
    }

    /** Takes note that a batch of records was processed. */
    public void wasRead() {
        current().ifPresent(FanOutSubscription::wasRead);
    }

    /**
     * Whether the shard was at its tip by the last event, if that had no records, all before it
     * were processed, and it was not asked for yet.
     */
    public Optional<Boolean> takeEmptyEvent() {
        return current().flatMap(FanOutSubscription::takeEmptyEvent);
    }

    /** Whether a subscription that has ended was read to the end of the shard; true if none is. */
    public boolean wasReadToTheEnd() {
        return current().map(FanOutSubscription::wasReadToTheEnd).orElse(true);
    }

    /** Tells the subscriber that no more will come. */
    void endSubscription() {
        current().ifPresent(FanOutSubscription::end);
    }

    private synchronized Optional<FanOutSubscription> current() {
        return subscription;
    }
}
