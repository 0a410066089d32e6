package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Pauses;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes by pausing alone, and at once; each thread has its own. */
public final class FakeTime implements Pauses {

    private final ThreadLocal<Long> nanos = ThreadLocal.withInitial(() -> 0L);
    private final AtomicLong furthest = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(long pause) {
        nanos.set(nanos.get() + pause);
        furthest.accumulateAndGet(nanos.get(), Math::max);
    }

    /** The time of the thread that has paused the longest. */
    public double furthestSeconds() {
        return furthest.get() / 1e9;
    }
}
