package io.github.taxistream.producer.command;

import io.github.taxistream.producer.generate.GeneratedTrips;
import io.github.taxistream.producer.generate.GeneratorSettings;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends generated trips. */
@Command(
        name = "generate",
        description = {
            "Sends yellow trips that look like New York's. The same seed gives the same bytes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    /** New York's yellow taxis have about as many trips in a day. */
    private static final long TRIPS_PER_DAY = 100_000;

    private static final int HOURS_PER_DAY = 24;

    @Spec private CommandSpec spec;
    @Mixin private SendOptions options;

    @Option(
            names = "--trips",
            paramLabel = "N",
            required = true,
            description = "The number of trips.")
    private long trips;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The random seed; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "2024-01-08T00:00",
            converter = WallClockTime.class,
            description = "The first hour; default: ${DEFAULT-VALUE}, a Monday.")
    private LocalDateTime start;

    @Option(
            names = "--hours",
            paramLabel = "N",
            description = "Spread the trips over N hours; default: a day for each 100,000 trips.")
    private Integer hours;

    @Option(
            names = "--broken",
            paramLabel = "PERMILLE",
            description =
                    "Along with every thousand trips, send this many records that the job rejects,"
                            + " of each kind in turn.")
    private int broken;

    @Option(
            names = "--late",
            paramLabel = "PERMILLE",
            description = "Send this many of every thousand trips 70 minutes to 6 hours late.")
    private int late;

    @Option(
            names = "--bad-clock",
            paramLabel = "PERMILLE",
            description =
                    "Set the clock of this many of every thousand trips wrong, by hours or days.")
    private int badClock;

    @Override
    public Integer call() throws Exception {
        GeneratorSettings settings = settings();
        String what =
                String.format(
                        "generate --trips %d --seed %d --start %s --hours %d --broken %d --late %d"
                                + " --bad-clock %d",
                        trips, seed, start, settings.hours(), broken, late, badClock);
        return SendRun.of(spec, options)
                .run(
                        what,
                        List.of(),
                        () -> new GeneratedTrips(settings, options.format, options.reading()),
                        true);
    }

    private GeneratorSettings settings() {
        long days = Math.max(1, (trips + TRIPS_PER_DAY - 1) / TRIPS_PER_DAY);
        int usualHours = (int) Math.min(Integer.MAX_VALUE, days * HOURS_PER_DAY);
        try {
            return new GeneratorSettings(
                    trips,
                    seed,
                    Math.floorDiv(start.toEpochSecond(ZoneOffset.UTC), 3600L),
                    hours == null ? usualHours : hours,
                    broken,
                    late,
                    badClock);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
