package io.github.taxistream.local;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.S3Location;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.report.LiveReport;
import io.github.taxistream.ledger.report.OutputReport;
import io.github.taxistream.ledger.report.Span;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.ledger.verify.S3Output;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page of a local run: served from its start, and written to a file at its end. */
final class LocalReport implements AutoCloseable {

    private static final int PORT = 8090;

    private final OutputFiles files;
    private final LiveReport live;
    private final Path html;
    private final PrintStream out;

    private LocalReport(OutputFiles files, Path html, PrintStream out) {
        this.files = files;
        this.live = LiveReport.start(new OutputReport(files, Span.ALL, List.of()), PORT);
        this.html = html;
        this.out = out;
    }

    /**
     * Starts to serve the page, and prints its address.
     *
     * @param bucket a bucket that is there already
     * @param folder where the page is written at the end, as report.html
     */
    static LocalReport start(URI s3, String bucket, Path folder, PrintStream out) {
        OutputFiles files =
                new S3Output(new Connection(null, s3, null), S3Location.of("s3://" + bucket));
        LocalReport report = new LocalReport(files, folder.resolve("report.html"), out);
        out.printf("Report    %s%n", report.live.address());
        return report;
    }

    /** Writes the page, compared with what was sent, and prints its path. */
    void leave(Path manifest) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            long bytes = live.finish(List.of(manifest), html);
            out.printf(
                    Locale.ROOT,
                    "the report is in %s (%.1f MB, written in %.1f s)%n",
                    html,
                    bytes / 1e6,
                    (System.nanoTime() - begin) / 1e9);
        } catch (Problem e) {
            // Whether the job has done its work is for the verification to say.
            out.println(e.getMessage());
        }
    }

    @Override
    public void close() {
        live.close();
        files.close();
    }
}
