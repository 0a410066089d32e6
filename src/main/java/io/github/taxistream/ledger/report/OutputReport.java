package io.github.taxistream.ledger.report;

import io.github.taxistream.cli.OutputFile;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The report on an output: the findings, and the page that shows them. Only one thread may scan the
 * output; others may request the page meanwhile.
 */
public final class OutputReport {

    private final OutputFiles files;
    private final Span span;
    private final OutputScan scan;
    private volatile Optional<Sent> sent;

    /**
     * @param files the output
     * @param span the hours to show
     * @param manifests what was sent, to compare the output with; may be empty
     * @throws Problem if a manifest cannot be read
     */
    public OutputReport(OutputFiles files, Span span, List<Path> manifests) {
        this.files = files;
        this.span = span;
        this.scan = new OutputScan(files, span);
        holdAgainst(manifests);
    }

    /**
     * Compares with these manifests from now on.
     *
     * @throws Problem if one cannot be read
     */
    public void holdAgainst(List<Path> manifests) {
        sent = manifests.isEmpty() ? Optional.empty() : Optional.of(Sent.of(manifests, span));
        scan.change();
    }

    /**
     * Reads the files that were added to the output since the last scan.
     *
     * @throws Problem if the output cannot be listed
     */
    public void look() throws InterruptedException {
        scan.look();
    }

    /** How many files have been read. */
    public long filesRead() {
        return scan.progress().read;
    }

    /** How many files are known. */
    public long filesFound() {
        return scan.progress().found;
    }

    /** What is wrong with files and rows, in sentences; the first few. */
    public List<String> problems() {
        Findings findings = scan.findings();
        synchronized (findings) {
            return List.copyOf(findings.mistakes());
        }
    }

    /** A number that changes whenever there is something new to show. */
    long changes() {
        return scan.changes();
    }

    /** What the page shows, as JSON. */
    String figures(boolean live) {
        return Figures.of(scan, files.location(), sent, span, live);
    }

    /**
     * Makes sure that a page can be written to a file, and that it replaces nothing but an earlier
     * page.
     *
     * @throws Problem if it cannot be written, or must not
     */
    public static void check(Path html) {
        new OutputFile("--html", html).check(Page::isOne, "such a page");
    }

    /**
     * Writes the page atomically: a reader sees the old file or the new one.
     *
     * @return the file's size in bytes
     * @throws Problem if it cannot be written
     */
    public long write(Path html) {
        byte[] page = new Page(false).with(figures(false));
        Path whole = html.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(whole.getParent());
            Files.write(part, page);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem(
                    "The report " + html + " cannot be written: " + FailureWords.of(e), e);
        }
        return page.length;
    }
}
