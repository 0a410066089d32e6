package io.github.taxistream.cli;

import java.util.concurrent.TimeUnit;

/** Time to wait by, so that tests need not wait. For use by several threads at once. */
public interface Pauses {

    /** The machine's own. */
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

    /** A time that only differences matter of. */
    long nanoTime();

    /** Waits. */
    void pause(long nanos) throws InterruptedException;
}
