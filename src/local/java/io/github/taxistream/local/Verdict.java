package io.github.taxistream.local;

import io.github.taxistream.JobSettings;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.producer.command.Producer;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the job has accounted for all that was sent. */
final class Verdict {

    private final URI s3;
    private final String bucket;
    private final Path manifest;
    private final Duplicates duplicates;
    private final PrintStream out;

    Verdict(URI s3, String bucket, Path manifest, JobSettings job, PrintStream out) {
        this.s3 = s3;
        this.bucket = bucket;
        this.manifest = manifest;
        this.duplicates = job.duplicateHorizon().isPresent() ? Duplicates.REJECT : Duplicates.KEEP;
        this.out = out;
    }

    /**
     * Prints the verdict as the last line, after the path of the report.
     *
     * @return the exit code: 0 only if all is accounted for
     */
    int say(Optional<LocalReport> report) throws InterruptedException {
        StringWriter text = new StringWriter();
        int exitCode =
                Producer.execute(
                        new PrintWriter(text, true),
                        new PrintWriter(
                                new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true),
                        "verify",
                        "--manifest",
                        manifest.toString(),
                        "--output",
                        "s3://" + bucket,
                        "--endpoint",
                        s3.toString(),
                        "--duplicates",
                        duplicates.name(),
                        "--busiest",
                        "10");
        String lines = text.toString();
        int lastLine = lines.stripTrailing().lastIndexOf('\n') + 1;
        out.print(lines.substring(0, lastLine));
        if (report.isPresent()) {
            report.get().leave(manifest);
        }
        out.print(lines.substring(lastLine));
        return exitCode;
    }
}
