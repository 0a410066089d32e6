package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.KinesisEmulator;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.local.StopSignal;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private static final int INTERRUPTED = 130;

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

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "A Kinesis that runs already, instead of one that is started.")
    private URI endpoint;

    @Override
    public Integer call() throws Exception {
        LocalCredentials.use();
        Path folder = Files.createTempDirectory("bench-kinesis");
        CompletableFuture<Integer> measured = CompletableFuture.supplyAsync(() -> measure(folder));
        // The emulators watch this JVM, so its end is theirs.
        StopSignal.whenItComes(() -> measured.complete(INTERRUPTED));
        try {
            return measured.join();
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private int measure(Path folder) {
        Path buckets = folder.resolve("buckets");
        try (KinesisEmulator kinesis =
                        endpoint == null ? LocalKinesis.start() : new RunningKinesis(endpoint);
                LocalS3 s3 = LocalS3.start(Files.createDirectories(buckets), folder);
                LocalFlink flink =
                        LocalFlink.start(Path.of(home(), "flink-conf"), options(s3, folder))) {
            Files.createDirectories(buckets.resolve(BUCKET));
            race(kinesis.endpoint(), flink);
            waitForRows(kinesis.endpoint(), flink, buckets);
            return 0;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private void race(URI kinesis, LocalFlink flink) throws Exception {
        FullStream.fill(kinesis, shards, trips);
        BareReader bare = new BareReader(kinesis, FullStream.NAME);
        List<Double> bareSpeeds = new ArrayList<>();
        List<Double> jobSpeeds = new ArrayList<>();
        List<Double> jobCpuSeconds = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Reading byBare = bare.read(trips, shard -> BareReader.ShardWork.NONE);
            Reading byJob =
                    new JobReader(
                                    flink,
                                    settings(kinesis, FullStream.NAME, "round-" + round),
                                    flink.environment().getParallelism(),
                                    trips)
                            .read();
            if (round > 0) {
                bareSpeeds.add(byBare.tripsPerSecond());
                jobSpeeds.add(byJob.tripsPerSecond());
                jobCpuSeconds.add(byJob.cpuSecondsPerMillion() / 1e6);
            }
            System.err.printf("round %d of %d%n", round, rounds);
        }
        line("%,d trips in %d shards; medians of %d rounds, interleaved.", trips, shards, rounds);
        line("");
        line("| | trips/s | min–max |");
        line("|---|---|---|");
        line("| bare GetRecords loop | %,.0f | %s |", median(bareSpeeds), spread(bareSpeeds));
        line("| the job | %,.0f | %s |", median(jobSpeeds), spread(jobSpeeds));
        line(
                "| the job / bare loop | %.2f | should be >= 0.90 |",
                median(jobSpeeds) / median(bareSpeeds));
        line("");
        line(
                "The job's process took %.1f CPU seconds a million trips, Kinesis' client included.",
                median(jobCpuSeconds) * 1e6);
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
                    median(seconds),
                    String.format(
                            Locale.ROOT,
                            "%.1f–%.1f",
                            seconds.get(0),
                            seconds.get(seconds.size() - 1)),
                    seconds.size());
        }
    }

    private record RunningKinesis(URI endpoint) implements KinesisEmulator {

        @Override
        public void close() {}
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
        options.put(ReadCounter.OPTION, ReadCounter.class.getName());
        return options;
    }

    private static String home() {
        return System.getProperty("taxistream.home", "");
    }

    private static String spread(List<Double> speeds) {
        double[] sorted = sorted(speeds);
        return String.format(Locale.ROOT, "%,.0f–%,.0f", sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(List<Double> values) {
        return Measures.median(sorted(values));
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static void line(String format, Object... arguments) {
        OUT.printf(Locale.ROOT, format + "%n", arguments);
    }
}
