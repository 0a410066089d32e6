package io.github.taxistream.producer.command;

import io.github.taxistream.aws.ConnectionOptions;
import io.github.taxistream.cli.Pauses;
import io.github.taxistream.producer.send.StreamCreation;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates a Kinesis data stream. */
@Command(
        name = "create-stream",
        description = {
            "Creates a Kinesis data stream.",
            "An existing stream with the same shards is left as it is. If its shards differ, the"
                    + " command fails."
        },
        mixinStandardHelpOptions = true)
final class CreateStreamCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ConnectionOptions connection;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            required = true,
            description = "The name of the stream.")
    private String stream;

    @ArgGroup private final Capacity capacity = new Capacity();

    @Option(names = "--wait", description = "Wait until the stream accepts records.")
    private boolean wait;

    /** The stream's capacity: one option or the other. */
    private static final class Capacity {

        @Option(
                names = "--shards",
                paramLabel = "N",
                defaultValue = "1",
                description = "The number of shards; default: ${DEFAULT-VALUE}.")
        private int shards = 1;

        @Option(names = "--on-demand", description = "Leave the number of shards to AWS.")
        private boolean onDemand;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (capacity.shards < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--shards must be 1 or more: " + capacity.shards);
        }
        try (StreamCreation creation = new StreamCreation(connection.connection())) {
            String done = creation.create(stream, capacity.onDemand ? 0 : capacity.shards);
            spec.commandLine().getOut().println(done);
            if (wait) {
                creation.awaitActive(stream, Pauses.REAL);
                spec.commandLine().getOut().println("Stream " + stream + " is active.");
            }
        }
        return 0;
    }
}
