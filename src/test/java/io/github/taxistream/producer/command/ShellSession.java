package io.github.taxistream.producer.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import picocli.CommandLine;

/** Runs the producer's commands as one would in a shell, and keeps what they print. */
public final class ShellSession {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs a command; answers its exit code. */
    public int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Producer.execute(new PrintWriter(out, true), new PrintWriter(err, true), command);
    }

    /** What the last command printed to standard output. */
    public String out() {
        return out.toString();
    }

    /** What the last command printed to standard error. */
    public String err() {
        return err.toString();
    }

    /** The last line on standard output. */
    public String lastLine() {
        return out().stripTrailing().lines().reduce("", (earlier, last) -> last);
    }

    /** All commands, for a look at their help. */
    public Collection<CommandLine> commands() {
        return Producer.commandLine().getSubcommands().values();
    }

    /** Runs {@code scripts/report.sh}; returns its exit code. */
    int runReport(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Producer.executeReport(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
