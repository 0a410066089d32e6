package io.github.taxistream.producer.command;

import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.send.SendCounters;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells how far sending is: a bar on a terminal, else a plain line each ten seconds. */
final class Progress implements AutoCloseable {

    private static final int BAR = 30;

    private final PrintWriter out;
    private final Delivery delivery;
    private final SendCounters counters;
    private final long expected;
    private final boolean terminal = isTerminal();
    private final long startNanos = System.nanoTime();
    private ScheduledFuture<?> ticking;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "progress");
                        thread.setDaemon(true);
                        return thread;
                    });

    Progress(PrintWriter out, Delivery delivery, SendCounters counters, RecordSource source) {
        this.out = out;
        this.delivery = delivery;
        this.counters = counters;
        this.expected = source.expectedRecords();
    }

    /** Begins to tell. */
    void begin() {
        long period = terminal ? 500 : 10_000;
        ticking = timer.scheduleAtFixedRate(this::tell, period, period, TimeUnit.MILLISECONDS);
    }

    /** Since Java 22 there is a console without a terminal too, which has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private void tell() {
        String line = line(System.nanoTime() - startNanos);
        if (terminal) {
            // Back to the beginning of the line; clear to its end.
            out.print("\r" + line + "\u001B[K");
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String line(long nanos) {
        long stored = counters.storedRecords();
        double perSecond = stored * 1e9 / Math.max(1, nanos);
        StringBuilder line = new StringBuilder();
        if (expected > 0) {
            int done = (int) Math.min(100, stored * 100 / expected);
            if (terminal) {
                int filled = done * BAR / 100;
                line.append('[').append("#".repeat(filled)).append(".".repeat(BAR - filled));
                line.append("] ");
            }
            line.append(done).append(" % ");
        }
        line.append(String.format(Locale.ROOT, "%,d records, %,.0f/s", stored, perSecond));
        line.append(", lag ").append(seconds(delivery.lag()));
        line.append(String.format(Locale.ROOT, ", %,d retried", counters.retriedEntries()));
        if (expected > 0 && perSecond > 0) {
            long left = Math.max(0, expected - stored);
            line.append(", ETA ").append(seconds(Duration.ofSeconds((long) (left / perSecond))));
        }
        return line.append(delivery.isStopped() ? ", stopping" : "").toString();
    }

    private static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 120
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        timer.shutdownNow();
        if (terminal) {
            out.print("\r\u001B[K");
            out.flush();
        }
    }
}
