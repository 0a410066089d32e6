package io.github.taxistream.producer.command;

import io.github.taxistream.producer.input.InputPaths;
import io.github.taxistream.producer.input.InputRules;
import io.github.taxistream.producer.input.ManyFiles;
import io.github.taxistream.producer.input.S3Files;
import io.github.taxistream.producer.input.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the trips of files. */
@Command(
        name = "replay",
        description = {
            "Sends the trips in files: those of all the TLC's data sets, if they have zones (Parquet"
                    + " since 2011, CSV since July 2016); CSV with a snake_case header, also"
                    + " gzipped; and JSON Lines, such as the job's own archive."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SendOptions options;

    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description = "Files, globs, s3://bucket/key (or a glob, or a prefix/), https://…")
    private List<String> inputs;

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "An endpoint other than AWS's for s3:// inputs, for an emulator.")
    private URI s3Endpoint;

    @Override
    public Integer call() throws Exception {
        SendRun run = SendRun.of(spec, options);
        try (S3Files s3 = new S3Files(options.connection.connectionTo(s3Endpoint))) {
            return replay(run, InputPaths.resolve(inputs, s3::resolve));
        }
    }

    private int replay(SendRun run, List<SourceFile> files)
            throws IOException, InterruptedException {
        String names = files.stream().map(SourceFile::identity).collect(Collectors.joining(" "));
        List<Path> local =
                files.stream().flatMap(file -> file.path().stream()).collect(Collectors.toList());
        PrintWriter err = spec.commandLine().getErr();
        Set<String> warned = new HashSet<>();
        InputRules rules = new InputRules(options.format, options.reading());
        return run.run(
                "replay " + names,
                local,
                () ->
                        new ManyFiles(
                                files,
                                rules,
                                warning -> {
                                    if (warned.add(warning)) {
                                        err.println("warning: " + warning);
                                        err.flush();
                                    }
                                }),
                false);
    }
}
