package io.github.taxistream.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line that shows the progress: kept current on a terminal, else printed every ten seconds. */
public final class ProgressLine implements AutoCloseable {

    private final PrintWriter out;
    private final Supplier<String> line;
    private ScheduledFuture<?> ticking;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "progress");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param line supplies the text of the line each time
     */
    public ProgressLine(PrintWriter out, Supplier<String> line) {
        this.out = out;
        this.line = line;
    }

    /** Starts showing the progress. */
    public void begin() {
        long period = isTerminal() ? 500 : 10_000;
        ticking = timer.scheduleAtFixedRate(this::tell, period, period, TimeUnit.MILLISECONDS);
    }

    /** Since Java 22 there is a console without a terminal too, which has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isTerminal() {
        // A script that keeps standard input for itself says whether its output is a terminal.
        if (Boolean.getBoolean("taxistream.terminal")) {
            return true;
        }
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
        if (isTerminal()) {
            // Back to the beginning of the line; clear to its end.
            out.print("\r" + line.get() + "\u001B[K");
        } else {
            out.println(line.get());
        }
        out.flush();
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        timer.shutdownNow();
        if (isTerminal()) {
            out.print("\r\u001B[K");
            out.flush();
        }
    }
}
