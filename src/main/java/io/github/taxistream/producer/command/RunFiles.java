package io.github.taxistream.producer.command;

import io.github.taxistream.cli.OutputFile;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a run besides its input: the manifest that it resumes from, and its output files.
 */
final class RunFiles {

    private final SendOptions options;
    private final List<Path> inputs;

    /**
     * @param inputs the files on this machine that trips are read from
     */
    RunFiles(SendOptions options, List<Path> inputs) {
        this.options = options;
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Makes sure that the run's output files can be written, and replace nothing but earlier
     * outputs of the same kind.
     *
     * @throws Problem if not
     */
    void check() {
        if (manifest() != null) {
            String option = options.manifest == null ? "--resume" : "--manifest";
            new OutputFile(option, manifest()).mustNotBeOneOf(inputs);
            ManifestFile.check(manifest());
        }
        if (options.isDryRun() && !options.dryRun.equals(SendOptions.STANDARD_OUTPUT)) {
            OutputFile dryRun = new OutputFile("--dry-run", Path.of(options.dryRun));
            List<Path> others = new ArrayList<>(inputs);
            if (options.manifest != null) {
                others.add(options.manifest);
            }
            if (options.resume != null) {
                others.add(options.resume);
            }
            dryRun.mustNotBeOneOf(others);
            dryRun.check(file -> false, "empty");
        }
    }

    /**
     * The manifest to resume from, or null.
     *
     * @throws Problem if it is one of another run
     */
    Manifest earlier(Origin origin) {
        if (options.resume == null) {
            return null;
        }
        Manifest earlier = ManifestFile.read(options.resume);
        String whyNot = earlier.origin().whyNot(origin);
        if (!whyNot.isEmpty()) {
            throw new Problem(options.resume + " " + whyNot);
        }
        return earlier;
    }

    /** Writes the manifest, if one was asked for. */
    void write(Manifest manifest) {
        if (manifest() != null) {
            ManifestFile.write(manifest(), manifest);
        }
    }

    private Path manifest() {
        return options.manifest == null ? options.resume : options.manifest;
    }
}
