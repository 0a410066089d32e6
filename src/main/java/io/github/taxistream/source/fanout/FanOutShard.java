package io.github.taxistream.source.fanout;

import java.util.Optional;

/**
 * What a subscription says about its shard besides the records, which the connector ignores.
 *
 * <p>Two things matter. The connector drops events without records, though they say that the shard
 * is at its tip: without them an empty shard would never count as read. And if the consumer is
 * deregistered during a subscription, the connector takes the shard for one that has ended, and
 * never reads it again. Yet when the job is stopped, the first thing that the connector itself does
 * is to deregister the consumer, before the savepoint is taken.
 */
public final class FanOutShard {

    private Optional<FanOutSubscription> subscription = Optional.empty();

    FanOutShard() {}

    /** Begins another subscription, which replaces the last. */
    public FanOutSubscription subscribe() {
        FanOutSubscription next = new FanOutSubscription();
        synchronized (this) {
            subscription = Optional.of(next);
        }
        return next;
    }

    /** Notes that a batch of records was processed. */
    public void wasRead() {
        current().ifPresent(FanOutSubscription::wasRead);
    }

    /**
     * Whether the shard was at its tip according to the last event. Empty if that event had
     * records, if earlier records are not processed yet, or if the event was taken already.
     */
    public Optional<Boolean> takeEmptyEvent() {
        return current().flatMap(FanOutSubscription::takeEmptyEvent);
    }

    /** Whether the subscription was read to the end of the shard; true without a subscription. */
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
