package io.github.taxistream.producer.command;

import io.github.taxistream.cli.ProgressLine;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.send.SendCounters;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows how far the sending is: a bar on a terminal, else a plain line every ten seconds. */
final class Progress implements AutoCloseable {

    private static final int BAR = 30;

    private final Delivery delivery;
    private final SendCounters counters;
    private final long expected;
    private final boolean terminal = ProgressLine.isTerminal();
    private final long startNanos = System.nanoTime();
    private final ProgressLine telling;

    Progress(PrintWriter out, Delivery delivery, SendCounters counters, RecordSource source) {
        this.telling = new ProgressLine(out, () -> line(System.nanoTime() - startNanos));
        this.delivery = delivery;
        this.counters = counters;
        this.expected = source.expectedRecords();
    }

    /** Starts showing the progress. */
    void begin() {
        telling.begin();
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
        telling.close();
    }
}
