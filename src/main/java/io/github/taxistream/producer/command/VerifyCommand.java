package io.github.taxistream.producer.command;

import io.github.taxistream.aws.ConnectionOptions;
import io.github.taxistream.cli.Pauses;
import io.github.taxistream.ledger.manifest.Duplicates;
import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.ledger.verify.Report;
import io.github.taxistream.ledger.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares what was sent with what the job made of it. */
@Command(
        name = "verify",
        description = {
            "Compares what was sent with the job's output: every trip, passenger, second, mile and"
                    + " cent of every zone and hour, and every rejected record by its reason.",
            "Exit code 0 only if everything is accounted for."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            required = true,
            description = "The manifest of what was sent; several add up.")
    private List<Path> manifests;

    @Mixin private OutputOption output;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationText.class,
            description =
                    "Keep looking until everything is there, for at most this long, like 90s, 10m"
                            + " or 1h.")
    private Duration patience;

    @Option(
            names = "--duplicates",
            paramLabel = "KEEP|REJECT",
            defaultValue = "KEEP",
            description = "The job's input.duplicates; default: ${DEFAULT-VALUE}.")
    private Duplicates duplicates;

    @Option(
            names = "--busiest",
            paramLabel = "N",
            description = "Show the N zones and hours with the most trips.")
    private int busiest;

    @Mixin private ConnectionOptions connection;

    @Override
    public Integer call() throws InterruptedException {
        if (busiest < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--busiest must be 0 or more: " + busiest);
        }
        // It compares with what the manifests say; their rules do not matter here.
        Tally sent = new Tally();
        long unknown = 0;
        for (Path file : manifests) {
            Manifest manifest = ManifestFile.read(file);
            sent.add(manifest.tally());
            unknown += manifest.retriedAfterUnknownOutcome();
        }
        try (OutputFiles files = output.files(connection)) {
            Verification verification =
                    Verification.await(sent, duplicates, files, patience, Pauses.REAL);
            new Report(verification, unknown, spec.commandLine().getOut()).print(busiest);
            return verification.isVerified() ? 0 : 1;
        }
    }
}
