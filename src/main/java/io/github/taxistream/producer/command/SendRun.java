package io.github.taxistream.producer.command;

import io.github.taxistream.cli.Pauses;
import io.github.taxistream.cli.StopOnSignal;
import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.Origin;
import io.github.taxistream.producer.order.Duplicated;
import io.github.taxistream.producer.order.ExternalSort;
import io.github.taxistream.producer.order.FirstRecords;
import io.github.taxistream.producer.order.Loop;
import io.github.taxistream.producer.order.SendOrder;
import io.github.taxistream.producer.order.TripIds;
import io.github.taxistream.producer.order.TripsBetween;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.record.TripColumn;
import io.github.taxistream.producer.send.AwsTripStream;
import io.github.taxistream.producer.send.EventPace;
import io.github.taxistream.producer.send.Sender;
import io.github.taxistream.producer.send.SenderSettings;
import io.github.taxistream.producer.send.TripStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** One run of replay or generate, from the options to the manifest and the summary. */
final class SendRun {

    /** The share of Java's memory that sorting may use. */
    private static final int SHARE_OF_MEMORY = 6;

    private final CommandSpec spec;
    private final SendOptions options;

    /** Opens the records; may be called more than once. */
    interface SourceOpener {
        RecordSource open() throws IOException;
    }

    private SendRun(CommandSpec spec, SendOptions options) {
        this.spec = spec;
        this.options = options;
    }

    /**
     * A run with these options.
     *
     * @throws ParameterException if the options contradict each other
     */
    static SendRun of(CommandSpec spec, SendOptions options) {
        SendRun run = new SendRun(spec, options);
        run.check();
        return run;
    }

    /**
     * Sends everything, and reports on it.
     *
     * @param what what is sent, as on the command line
     * @param inputs the files on this machine that are read
     * @param inOrder whether the records are in the order of drop-offs already
     * @return the exit code
     */
    int run(String what, List<Path> inputs, SourceOpener opener, boolean inOrder)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        RunFiles files = new RunFiles(options, inputs);
        files.check();
        Origin origin = origin(what);
        Manifest earlier = files.earlier(origin);
        try (TripStream stream = stream();
                RecordSource source = source(what, opener, inOrder)) {
            Sender sender =
                    new Sender(
                            stream,
                            new SenderSettings(
                                    options.partitionKey,
                                    options.aggregate,
                                    options.connection.connection().isAws() && !options.isDryRun(),
                                    options.reading()),
                            Pauses.REAL,
                            System::currentTimeMillis);
            Delivery delivery =
                    new Delivery(
                            origin,
                            source,
                            sender,
                            new EventPace(options.speedup, options.rate),
                            Pauses.REAL,
                            earlier);
            return deliver(delivery, sender, source, files, startNanos);
        }
    }

    private int deliver(
            Delivery delivery, Sender sender, RecordSource source, RunFiles files, long startNanos)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (StopOnSignal signal = new StopOnSignal(delivery::stop)) {
            signal.listen();
            Delivery.Result result;
            try (Progress progress = new Progress(err, delivery, sender.counters(), source)) {
                progress.begin();
                result = delivery.run();
            }
            files.write(result.manifest);
            if (result.failure != null) {
                throw result.failure;
            }
            Summary.print(err, result.manifest, sender.counters(), System.nanoTime() - startNanos);
        }
        return 0;
    }

    private RecordSource source(String what, SourceOpener opener, boolean inOrder)
            throws IOException {
        RecordSource records =
                options.loop
                        ? new Loop(
                                () -> round(opener, inOrder), options.shiftTime, options.reading())
                        : round(opener, inOrder);
        if (options.tripId != null) {
            records = new TripIds(records, options.tripId, origin(what).source());
        }
        if (options.duplicate > 0) {
            records = new Duplicated(records, options.duplicate);
        }
        return options.limit >= 0 ? new FirstRecords(records, options.limit) : records;
    }

    private RecordSource round(SourceOpener opener, boolean inOrder) throws IOException {
        boolean sort = options.order == SendOrder.PICKUP || !inOrder;
        RecordSource records = opener.open();
        if (options.from != null || options.to != null) {
            records = new TripsBetween(records, options.from, options.to);
        }
        if (sort && options.order != SendOrder.FILE) {
            long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
            records = new ExternalSort(records, options.order, memory);
        }
        return records;
    }

    private TripStream stream() throws IOException {
        return options.isDryRun()
                ? DryRunStream.to(options.dryRun, spec.commandLine().getOut())
                : new AwsTripStream(options.connection.connection(), options.stream);
    }

    private Origin origin(String what) {
        return new Origin(
                description(what),
                options.isDryRun() ? "" : options.stream,
                options.isDryRun() ? "" : options.connection.connection().where(),
                options.futureTolerance,
                options.instants);
    }

    /** The options that determine each record's position; a run may be resumed at another pace. */
    private String description(String what) {
        return String.format(
                "%s --order %s --format %s --from %s --to %s --loop %s --shift-time %s --limit %d"
                        + " --duplicate %d --trip-id %s --partition-key %s",
                what,
                options.order,
                options.format,
                options.from,
                options.to,
                options.loop,
                options.shiftTime,
                options.limit,
                options.duplicate,
                options.tripId,
                options.partitionKey);
    }

    private void check() {
        if (!options.isDryRun() && options.stream == null) {
            throw wrong("--stream is missing (or --dry-run, to send nothing).");
        }
        if (options.shiftTime && !options.loop) {
            throw wrong("--shift-time only works with --loop.");
        }
        if (options.from != null && options.to != null && !options.from.isBefore(options.to)) {
            throw wrong(
                    String.format("--from %s must be before --to %s.", options.from, options.to));
        }
        if (options.limit < -1) {
            throw wrong("--limit must be 0 or more: " + options.limit);
        }
        if (!(options.speedup >= 0)) {
            throw wrong("--speedup must be more than 0: " + options.speedup);
        }
        if (options.duplicate < 0 || options.duplicate > 1000) {
            throw wrong("--duplicate must be 0 to 1000: " + options.duplicate);
        }
        if (options.tripId != null && TripColumn.named(options.tripId).isPresent()) {
            throw wrong("--trip-id must not be one of the TLC's columns: " + options.tripId);
        }
        if (!(options.rate >= 0)) {
            throw wrong("--rate must be more than 0: " + options.rate);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
