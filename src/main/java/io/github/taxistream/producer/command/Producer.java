package io.github.taxistream.producer.command;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The producer: fills a Kinesis stream with taxi trips, and verifies what a job made of them. */
@Command(
        name = "producer.sh",
        description =
                "Sends New York's taxi trips to Kinesis, and verifies what the job made of them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "taxi-stream producer 1.0",
        subcommands = {
            CreateStreamCommand.class,
            ReplayCommand.class,
            GenerateCommand.class,
            VerifyCommand.class,
            ReportCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, with a sentence on standard error",
            "2:wrong usage, or a file or folder that is named and not there",
            "130:stopped by Ctrl-C"
        },
        footer = {"", "COMMAND --help describes a command."})
public final class Producer {

    private static final String REPORT = "report.sh";

    private Producer() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        boolean isReport = REPORT.equals(System.getProperty("taxistream.called-as"));
        System.exit(isReport ? report().execute(args) : execute(args));
    }

    /**
     * Runs a command in this process.
     *
     * @return 0 if done, 1 if failed, 2 for wrong usage
     */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    /**
     * The same, but the output goes to these writers.
     *
     * @return 0 if done, 1 if failed, 2 for wrong usage
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    /**
     * The command {@code report} under the name of {@code scripts/report.sh}.
     *
     * @return 0 if done, 1 if failed, 2 for wrong usage
     */
    static int executeReport(PrintWriter out, PrintWriter err, String... args) {
        return report().setOut(out).setErr(err).execute(args);
    }

    static CommandLine commandLine() {
        return withHandlers(new CommandLine(new Producer()));
    }

    private static CommandLine report() {
        return withHandlers(new CommandLine(new ReportCommand()).setCommandName(REPORT));
    }

    private static CommandLine withHandlers(CommandLine commandLine) {
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> explain(failure, command));
        return commandLine;
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        String sentence = failure.getMessage();
        if (failure instanceof IOException) {
            sentence = "A file cannot be read or written: " + FailureWords.of(failure);
        } else if (!(failure instanceof Problem)) {
            // A bug in the program: whoever fixes it needs to see where.
            failure.printStackTrace(err);
        }
        err.println(command.getCommandSpec().root().name().replace(".sh", "") + ": " + sentence);
        err.flush();
        return failure instanceof WrongCall
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }
}
