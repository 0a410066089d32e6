package io.github.taxistream.cli;

import java.util.concurrent.TimeUnit;

/**
 * A clock and a way to wait, which tests replace so that they need not wait. For use by several
 * threads at once.
 */
public interface Pauses {

    /** The clock of this machine. */
    Pauses REAL =
            new Pauses() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void pause(long nanos) throws InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
            };

    /** Monotonic clock; only differences mean anything. */
    long nanoTime();

    /** Waits this long. */
    void pause(long nanos) throws InterruptedException;
}
