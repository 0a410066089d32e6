package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.flink.util.FileUtils;

/** The job and the bare client on one kind of stream, in turns. */
final class CannedRun {

    private static final String STREAM = "canned";

    private final Path home;
    private final Path folder;
    private final Path lines;
    private final long perShard;
    private final int shards;

    /**
     * @param lines a record a line
     * @param perShard how many there are
     */
    CannedRun(Path home, Path folder, Path lines, long perShard, int shards) {
        this.home = home;
        this.folder = folder;
        this.lines = lines;
        this.perShard = perShard;
        this.shards = shards;
    }

    /** What one of the two took. */
    record Taken(double tripsPerSecond, double cpuSecondsPerMillion) {}

    /**
     * What came out.
     *
     * @param parts CPU seconds a million trips of the job, in the mean
     */
    record Result(
            String kind,
            int parallelism,
            List<Taken> bare,
            List<Taken> job,
            Map<CpuParts.Part, Double> parts) {}

    /**
     * Measures at each parallelism.
     *
     * @param kind as {@code cbor-aggregated}
     */
    List<Result> measure(String kind, List<Integer> parallelisms, int rounds) throws Exception {
        LocalCredentials.use();
        BareReader.speakCbor(kind.startsWith("cbor"));
        List<String> options = new ArrayList<>(List.of("--records", lines.toString()));
        options.addAll(List.of("--shards", String.valueOf(shards)));
        if (kind.startsWith("json")) {
            options.add("--json");
        }
        if (kind.endsWith("aggregated")) {
            options.add("--aggregate");
        }
        List<Result> results = new ArrayList<>();
        try (CannedProcess kinesis = CannedProcess.start(folder, options)) {
            for (int parallelism : parallelisms) {
                results.add(measure(kinesis.endpoint(), kind, parallelism, rounds));
            }
        }
        return results;
    }

    private Result measure(URI kinesis, String kind, int parallelism, int rounds) throws Exception {
        BareReader bare = new BareReader(kinesis, STREAM);
        List<Taken> bareTook = new ArrayList<>();
        List<JobReader.Speed> jobTook = new ArrayList<>();
        try (LocalFlink flink = LocalFlink.start(home.resolve("flink-conf"), options(parallelism));
                CpuParts parts = CpuParts.recording()) {
            for (int round = 0; round <= rounds; round++) {
                Taken byBare = read(bare);
                JobReader.Speed byJob = read(flink, kinesis);
                if (round > 0) {
                    bareTook.add(byBare);
                    jobTook.add(byJob);
                    parts.addSamples(byJob.from(), byJob.to());
                }
                System.err.printf(
                        "%s at parallelism %d, round %d of %d: %s, %s%n",
                        kind, parallelism, round, rounds, byBare, taken(byJob));
            }
            return new Result(
                    kind,
                    parallelism,
                    bareTook,
                    jobTook.stream().map(CannedRun::taken).toList(),
                    parts.of(
                            mean(jobTook, JobReader.Speed::cpuSecondsPerTrip) * 1e6,
                            mean(jobTook, JobReader.Speed::threadSecondsPerTrip) * 1e6));
        }
    }

    private static double mean(
            List<JobReader.Speed> speeds, ToDoubleFunction<JobReader.Speed> measure) {
        return speeds.stream().mapToDouble(measure).average().orElse(0);
    }

    private static Taken taken(JobReader.Speed speed) {
        return new Taken(speed.tripsPerSecond(), speed.cpuSecondsPerTrip() * 1e6);
    }

    private long trips() {
        return perShard * shards;
    }

    private Taken read(BareReader bare) throws Exception {
        Stopwatch.start();
        double share = bare.sharePerSecond();
        double[] times = Stopwatch.stop();
        return new Taken(share * trips(), times[1] * 1e6 / trips());
    }

    private JobReader.Speed read(LocalFlink flink, URI kinesis) throws Exception {
        Path output = folder.resolve("output");
        try {
            return new JobReader(flink, settings(kinesis, output), trips()).read();
        } finally {
            FileUtils.deleteDirectory(output.toFile());
        }
    }

    private static JobSettings settings(URI kinesis, Path output) {
        return JobSettings.read(
                new String[] {
                    "--kinesis.stream", STREAM,
                    "--kinesis.endpoint", kinesis.toString(),
                    "--output.path", output.toUri().toString()
                });
    }

    private Map<String, String> options(int parallelism) throws IOException {
        Map<String, String> options = new HashMap<>();
        options.put("parallelism.default", String.valueOf(parallelism));
        options.put("execution.checkpointing.interval", "10 s");
        options.put(
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
        options.put(ReadCounter.OPTION, ReadCounter.class.getName());
        return options;
    }
}
