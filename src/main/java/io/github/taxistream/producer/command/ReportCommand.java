package io.github.taxistream.producer.command;

import io.github.taxistream.aws.ConnectionOptions;
import io.github.taxistream.cli.ProgressLine;
import io.github.taxistream.ledger.report.LiveReport;
import io.github.taxistream.ledger.report.OutputReport;
import io.github.taxistream.ledger.report.Span;
import io.github.taxistream.ledger.verify.OutputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a job's output as a page. */
@Command(
        name = "report",
        description = {
            "Shows a job's output as a page: the city, its hours, late trips and rejected records.",
            "It writes one self-contained HTML file, or serves the page to this machine"
                    + " and keeps it current as files appear."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Spec private CommandSpec spec;

    @Mixin private OutputOption output;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "The manifest of what was sent, to compare with; several add up.")
    private List<Path> manifests = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = WallClockTime.class,
            description = "Only hours from this time on, like 2024-01-31T18:00.")
    private LocalDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = WallClockTime.class,
            description = "Only hours before this time.")
    private LocalDateTime to;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "The file to write (report.html, unless --serve is given).")
    private Path html;

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "8090",
            description =
                    "Serve the page to this machine, on this port (${FALLBACK-VALUE}) or the next"
                            + " free one, until Ctrl-C.")
    private Integer port;

    @Option(names = "--open", description = "Open the page in a browser.")
    private boolean open;

    @Mixin private ConnectionOptions connection;

    @Override
    public Integer call() throws InterruptedException {
        Span span = new Span(Optional.ofNullable(from), Optional.ofNullable(to));
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            "--serve must be a port from 1 to %d, or 0 for any that is free: %d",
                            HIGHEST_PORT, port));
        }
        if (port == null || html != null) {
            OutputReport.check(file());
        }
        try (OutputFiles files = output.files(connection)) {
            OutputReport report = new OutputReport(files, span, manifests);
            if (port != null) {
                serve(report);
            } else {
                write(report, file());
            }
            return 0;
        }
    }

    private Path file() {
        return html == null ? Path.of("report.html") : html;
    }

    private void write(OutputReport report, Path file) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        try (ProgressLine progress = new ProgressLine(out, () -> progress(report))) {
            progress.begin();
            report.look();
        }
        long bytes = report.write(file);
        out.printf(
                Locale.ROOT,
                "%s: %,d files read, %.1f MB written in %.1f s%n",
                file,
                report.filesRead(),
                bytes / 1e6,
                (System.nanoTime() - begin) / 1e9);
        out.flush();
        report.problems().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().flush();
        open(file.toAbsolutePath().toUri());
    }

    private static String progress(OutputReport report) {
        return report.filesFound() == 0
                ? "looking for files"
                : String.format(
                        Locale.ROOT,
                        "read %,d of %,d files",
                        report.filesRead(),
                        report.filesFound());
    }

    private void serve(OutputReport report) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (LiveReport live = LiveReport.start(report, port)) {
            out.println("Report    " + live.address() + "  (until Ctrl-C)");
            out.flush();
            open(live.address());
            if (html != null) {
                live.finish(manifests, html);
            }
            String told = "";
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                String problem = live.problem();
                if (!problem.isEmpty() && !problem.equals(told)) {
                    out.println(problem + " It will be tried again.");
                    out.flush();
                }
                told = problem;
            }
        }
    }

    /** Opens a page in the user's browser, or says that none could be started. */
    private void open(URI page) {
        if (!open) {
            return;
        }
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, page.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(opener + " could not start a browser; open " + page);
            spec.commandLine().getErr().flush();
        }
    }
}
