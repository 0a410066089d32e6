package io.github.taxistream.local;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signals that the user wants this program to stop: its standard input ends.
 *
 * <p>The scripts keep that open, and close it on Ctrl-C. Flink's own shutdown hooks would otherwise
 * take the files away under a job that is being stopped.
 */
public final class StopSignal {

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Begins to watch standard input. */
    StopSignal() {
        whenItComes(() -> stopped.complete(null));
    }

    /** Runs this, in a thread of its own, when the signal comes. */
    public static void whenItComes(Runnable action) {
        Thread watcher = new Thread(() -> watch(action), "stop-signal");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Waits for the signal, but not longer than this; returns whether it came. */
    boolean cameWithin(long time, TimeUnit unit) throws InterruptedException {
        try {
            stopped.get(time, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void watch(Runnable action) {
        try {
            while (System.in.read() >= 0) {
                // What is typed has no meaning here.
            }
        } catch (IOException e) {
            // Standard input is gone, which says the same.
        }
        action.run();
    }
}
