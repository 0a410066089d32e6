package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.Certificate;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;

/** The job, the bare client and one that parses on one kind of stream, in turns. */
final class CannedRun {

    static final String BARE = "bare";
    static final String PARSING = "parsing";

    /** How the kind of a stream ends whose client speaks TLS. */
    private static final String TLS = "-tls";

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

    /** What came out, by who has read: {@code bare}, {@code parsing}, {@code the job, 2}. */
    record Result(String kind, Map<String, List<Reading>> readings, Map<String, CpuParts> parts) {

        /** Whether the client spoke TLS. */
        boolean isSecure() {
            return kind.endsWith(TLS);
        }
    }

    /**
     * Measures on one stream.
     *
     * @param kind as {@code cbor-aggregated-tls}
     * @param parallelisms of the job
     */
    Result measure(String kind, List<Integer> parallelisms, int rounds) throws Exception {
        Result result = new Result(kind, new LinkedHashMap<>(), new LinkedHashMap<>());
        LocalCredentials.use();
        Certificate certificate = null;
        if (result.isSecure()) {
            certificate = Certificate.of(Files.createTempDirectory(folder, "tls"), "localhost");
            certificate.trustingProperties().forEach(System::setProperty);
        }
        BareReader.speakCbor(kind.startsWith("cbor"));
        int most = parallelisms.stream().mapToInt(Integer::intValue).max().orElse(1);
        try (CannedProcess kinesis = CannedProcess.start(folder, kinesis(kind), certificate);
                LocalFlink flink = LocalFlink.start(home.resolve("flink-conf"), options(most));
                BareReader bare = new BareReader(kinesis.endpoint(), STREAM)) {
            Map<String, Callable<Reading>> readers = new LinkedHashMap<>();
            readers.put(BARE, () -> bare.read(trips(), shard -> BareReader.ShardWork.NONE));
            readers.put(PARSING, () -> bare.read(trips(), ParsingWork::new));
            for (int parallelism : parallelisms) {
                readers.put(
                        "the job, " + parallelism,
                        () -> job(flink, kinesis.endpoint(), parallelism));
            }
            for (int round = 0; round <= rounds; round++) {
                round(readers, round, result);
            }
        }
        return result;
    }

    private List<String> kinesis(String kind) {
        List<String> options = new ArrayList<>(List.of("--records", lines.toString()));
        options.addAll(List.of("--shards", String.valueOf(shards)));
        if (kind.startsWith("json")) {
            options.add("--json");
        }
        if (kind.contains("aggregated")) {
            options.add("--aggregate");
        }
        return options;
    }

    /** The first is not counted. */
    private static void round(Map<String, Callable<Reading>> readers, int round, Result result)
            throws Exception {
        try (StackRecording stacks = StackRecording.start()) {
            for (Map.Entry<String, Callable<Reading>> reader : readers.entrySet()) {
                Reading reading = reader.getValue().call();
                System.err.printf(
                        "%s, round %d, %s: %s%n", result.kind(), round, reader.getKey(), reading);
                if (round > 0) {
                    result.readings()
                            .computeIfAbsent(reader.getKey(), none -> new ArrayList<>())
                            .add(reading);
                    CpuParts parts =
                            result.parts().computeIfAbsent(reader.getKey(), none -> new CpuParts());
                    parts.addRun(reading.cpuSeconds(), reading.threadSeconds(), reading.trips());
                    stacks.samples(reading.from(), reading.to(), parts::addSample);
                }
            }
        }
    }

    private long trips() {
        return perShard * shards;
    }

    private Reading job(LocalFlink flink, URI kinesis, int parallelism) throws Exception {
        Path output = folder.resolve("output");
        try {
            return new JobReader(flink, settings(kinesis, output), parallelism, trips()).read();
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
