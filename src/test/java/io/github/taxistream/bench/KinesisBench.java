package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.FlinkOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the job between a local Kinesis and a local S3. */
@Command(
        name = "kinesis",
        description =
                "Measures how fast the job reads a full stream, against the connector's bare client,"
                        + " and how soon a closed hour's row is in S3; Kinesis and S3 are local.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class KinesisBench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final String BUCKET = "taxi";

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many trips the full stream has (${DEFAULT-VALUE}).")
    private long trips;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many shards it has (${DEFAULT-VALUE}).")
    private int shards;

    @Option(
            names = "--aggregate",
            description = "Many trips are in a record, as the Kinesis Producer Library has it.")
    private boolean aggregate;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many rounds are measured (${DEFAULT-VALUE}), after one that is not.")
    private int rounds;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "30",
            description = "For how many rows to wait (${DEFAULT-VALUE}).")
    private int hours;

    @Override
    public Integer call() throws Exception {
        LocalCredentials.use();
        endAtEndOfInput();
        Path folder = Files.createTempDirectory("bench-kinesis");
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Files.createDirectories(buckets.resolve(BUCKET));
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalS3 s3 = LocalS3.start(buckets, folder);
                LocalFlink flink =
                        LocalFlink.start(Path.of(home(), "flink-conf"), options(s3, folder))) {
            race(kinesis.endpoint(), flink);
            waitForRows(kinesis.endpoint(), flink, buckets);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return 0;
    }

    private void race(URI kinesis, LocalFlink flink) throws Exception {
        FullStream.fill(kinesis, shards, trips, aggregate);
        BareReader bare = new BareReader(kinesis, FullStream.NAME);
        List<Double> bareSeconds = new ArrayList<>();
        List<Double> jobSeconds = new ArrayList<>();
        List<Double> jobCpuSeconds = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double bareTook = bare.seconds();
            JobReader.Took jobTook =
                    new JobReader(
                                    flink,
                                    settings(kinesis, FullStream.NAME, "round-" + round),
                                    trips)
                            .read();
            if (round > 0) {
                bareSeconds.add(bareTook);
                jobSeconds.add(jobTook.seconds());
                jobCpuSeconds.add(jobTook.cpuSeconds());
            }
            System.err.printf("round %d of %d%n", round, rounds);
        }
        double bareTook = median(bareSeconds);
        double jobTook = median(jobSeconds);
        line(
                "%,d trips%s in %d shards; medians of %d rounds, interleaved.",
                trips, aggregate ? ", aggregated," : "", shards, rounds);
        line("");
        line("| | trips/s | seconds |");
        line("|---|---|---|");
        line("| bare GetRecords loop | %,.0f | %s |", trips / bareTook, spread(bareSeconds));
        line("| the job | %,.0f | %s |", trips / jobTook, spread(jobSeconds));
        line("| the job / bare loop | %.2f | should be >= 0.90 |", bareTook / jobTook);
        line("");
        line(
                "The job's process took %.1f CPU seconds a million trips, Kinesis' client included.",
                median(jobCpuSeconds) * 1e6 / trips);
    }

    private void waitForRows(URI kinesis, LocalFlink flink, Path buckets) throws Exception {
        try (LocalStream stream = LocalStream.create(kinesis, "live", 1)) {
            JobID job = flink.submit(settings(kinesis, "live", "live"), Optional.empty());
            List<Double> seconds =
                    new RowLatency(stream, buckets.resolve(BUCKET).resolve("live/zone_hourly"))
                            .seconds(hours);
            flink.cancel(job);
            line("");
            line(
                    "From the arrival of the trip that closes an hour to its row in S3, with a"
                            + " checkpoint every 10 s: %.1f s in the median (%s), of %d rows.",
                    median(seconds), spread(seconds), seconds.size());
        }
    }

    private static JobSettings settings(URI kinesis, String stream, String folder) {
        return JobSettings.read(
                new String[] {
                    "--kinesis.stream",
                    stream,
                    "--kinesis.endpoint",
                    kinesis.toString(),
                    "--output.path",
                    "s3://" + BUCKET + "/" + folder
                });
    }

    private static Map<String, String> options(LocalS3 s3, Path folder) {
        Map<String, String> options = new HashMap<>(FlinkOptions.local(s3.endpoint(), folder));
        options.put("execution.checkpointing.interval", "10 s");
        // So that the end of a run is seen when it comes.
        options.put("metrics.fetcher.update-interval", "100");
        return options;
    }

    private static String home() {
        return System.getProperty("taxistream.home", "");
    }

    /** The script ends standard input on Ctrl-C; the emulators end with this JVM. */
    private static void endAtEndOfInput() {
        Thread watcher =
                new Thread(
                        () -> {
                            try {
                                System.in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                // It is gone, which says the same.
                            }
                            System.exit(130);
                        },
                        "stop-signal");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static String spread(List<Double> seconds) {
        double[] sorted = sorted(seconds);
        return String.format(Locale.ROOT, "%.1f–%.1f", sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(List<Double> seconds) {
        return Measures.median(sorted(seconds));
    }

    private static double[] sorted(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static void line(String format, Object... arguments) {
        OUT.printf(Locale.ROOT, format + "%n", arguments);
    }
}
