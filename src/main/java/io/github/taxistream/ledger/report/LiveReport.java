package io.github.taxistream.ledger.report;

import io.github.taxistream.cli.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A report that is served on this machine, and kept current as files appear. */
public final class LiveReport implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Scanning a large output takes long, and must not take all of this machine's time. */
    private static final int IDLE_SHARE = 4;

    private final OutputReport report;
    private final ReentrantLock looking = new ReentrantLock();
    private final Thread watch = new Thread(this::watch, "report-watch");
    private final String run = UUID.randomUUID().toString();
    private final ReportServer server;
    private ReportServer.Snapshot snapshot = new ReportServer.Snapshot("", "");
    private long snapshotOf = -1;
    private long snapshotNanos;
    private long buildNanos;
    private volatile String problem = "";

    private LiveReport(OutputReport report, int port) {
        this.report = report;
        this.server = new ReportServer(port, this::snapshot);
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Starts serving a report.
     *
     * @param port the port; the next free one if it is in use; 0 for any
     * @throws Problem if no port is free
     */
    public static LiveReport start(OutputReport report, int port) {
        return new LiveReport(report, port);
    }

    /** The address for a browser on this machine. */
    public URI address() {
        return server.address();
    }

    /** Why the output could not be listed in the last scan; empty if it could. */
    public String problem() {
        return problem;
    }

    /**
     * Scans the output again, compares it with what was sent, and writes the page.
     *
     * @return the file's size in bytes
     * @throws Problem if the output or a manifest cannot be read, or the page cannot be written
     */
    public long finish(List<Path> manifests, Path html) throws InterruptedException {
        looking.lockInterruptibly();
        try {
            report.holdAgainst(manifests);
            report.look();
            return report.write(html);
        } finally {
            looking.unlock();
        }
    }

    private void watch() {
        try {
            while (true) {
                long begin = System.nanoTime();
                look();
                long took = System.nanoTime() - begin;
                TimeUnit.NANOSECONDS.sleep(Math.max(BETWEEN_LOOKS.toNanos(), IDLE_SHARE * took));
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look() throws InterruptedException {
        looking.lockInterruptibly();
        try {
            report.look();
            problem = "";
        } catch (Problem e) {
            // The output may be readable again later; the findings stay.
            problem = e.getMessage();
        } finally {
            looking.unlock();
        }
    }

    /** The figures, renewed only if there are new findings, and not too often. */
    private synchronized ReportServer.Snapshot snapshot() {
        long now = System.nanoTime();
        long changes = report.changes();
        if (changes == snapshotOf || now - snapshotNanos < IDLE_SHARE * buildNanos) {
            return snapshot;
        }
        snapshot = new ReportServer.Snapshot(report.figures(true), '"' + run + changes + '"');
        snapshotOf = changes;
        snapshotNanos = System.nanoTime();
        buildNanos = snapshotNanos - now;
        return snapshot;
    }

    @Override
    public void close() {
        watch.interrupt();
        server.close();
    }
}
