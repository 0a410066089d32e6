package io.github.taxistream.cli;

import java.util.concurrent.CountDownLatch;

/**
 * From {@link #listen} until closed, Ctrl-C or a termination signal does not end the process at
 * once: it asks for a stop and waits until what is held has been sent and the manifest is written.
 */
public final class StopOnSignal implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    public StopOnSignal(Runnable stop) {
        hook =
                new Thread(
                        () -> {
                            stop.run();
                            awaitDone();
                        },
                        "stop-on-signal");
    }

    /** Starts listening for signals. */
    public void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitDone() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
        }
    }
}
