package io.github.taxistream.producer;

import io.github.taxistream.producer.input.InputPaths;
import io.github.taxistream.producer.input.ManyFiles;
import io.github.taxistream.producer.input.SourceFile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the trips of files. */
@Command(
        name = "replay",
        description = {
            "Sends the trips of the TLC's files, yellow or green, of July 2016 to today: Parquet, or"
                    + " CSV, also gzipped, with the TLC's header or a snake_case one."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SendOptions options;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Files or globs.")
    private List<String> inputs;

    @Override
    public Integer call() throws Exception {
        List<SourceFile> files = InputPaths.resolve(inputs);
        String names = files.stream().map(SourceFile::name).collect(Collectors.joining(" "));
        return new SendRun(spec, options)
                .run("replay " + names, () -> new ManyFiles(files, options.format), false);
    }
}
