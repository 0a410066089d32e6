package io.github.taxistream.bench;

import io.github.taxistream.JobSettings;
import io.github.taxistream.local.LocalCredentials;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.canned.CannedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/** The job, the bare client and one that parses on one kind of stream, in turns. */
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

    /** Who reads. */
    enum Reader {
        BARE("bare"),
        PARSING("parsing"),
        JOB("the job");

        private final String title;

        Reader(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What came out. */
    record Result(
            String kind,
            int parallelism,
            Map<Reader, List<Reading>> readings,
            Map<Reader, CpuParts> parts) {}

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
        Map<Reader, List<Reading>> readings = new EnumMap<>(Reader.class);
        Map<Reader, CpuParts> parts = new EnumMap<>(Reader.class);
        for (Reader reader : Reader.values()) {
            readings.put(reader, new ArrayList<>());
            parts.put(reader, new CpuParts());
        }
        try (LocalFlink flink = LocalFlink.start(home.resolve("flink-conf"), options(parallelism));
                BareReader bare = new BareReader(kinesis, STREAM)) {
            for (int round = 0; round <= rounds; round++) {
                try (StackRecording stacks = StackRecording.start()) {
                    for (Reader reader : Reader.values()) {
                        Reading reading = read(reader, bare, flink, kinesis);
                        System.err.printf(
                                "%s at parallelism %d, round %d of %d, %s: %s%n",
                                kind, parallelism, round, rounds, reader.title(), reading);
                        if (round > 0) {
                            readings.get(reader).add(reading);
                            add(reading, stacks, parts.get(reader));
                        }
                    }
                }
            }
        }
        return new Result(kind, parallelism, readings, parts);
    }

    private static void add(Reading reading, StackRecording stacks, CpuParts parts)
            throws IOException {
        parts.addRun(reading.cpuSeconds(), reading.threadSeconds(), reading.trips());
        stacks.samples(reading.from(), reading.to(), parts::addSample);
    }

    private long trips() {
        return perShard * shards;
    }

    private Reading read(Reader reader, BareReader bare, LocalFlink flink, URI kinesis)
            throws Exception {
        if (reader != Reader.JOB) {
            return bare.read(
                    trips(),
                    reader == Reader.BARE
                            ? shard -> BareReader.ShardWork.NONE
                            : ParsingWork::new);
        }
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
