package io.github.taxistream.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who runs against whom. */
final class Lineup {

    static final String LIMIT = "limit: parser and table in a loop";
    static final String OURS = "ours";
    static final String LONG = "ours, four times the trips";
    static final String SAMPLE = "sample style";
    static final String SQL = "Flink SQL";
    static final String LAMBDA = "Lambda style, in Python";
    static final String NO_FILES = "ours without files";
    static final String SKEWED = "ours, 90 % of trips in one zone";
    static final String DUPLICATES_KEPT = "duplicates kept";
    static final String DUPLICATES_BY_BYTES = "duplicates rejected, by their bytes";
    static final String DUPLICATES_BY_ID = "duplicates rejected, by an id";
    static final String PARSER = "parser: ours";
    static final String STREAMING = "parser: jackson-core, all tokens";
    static final String TREE = "parser: ObjectMapper.readTree";

    /** Loops that write no files: a tenth of the trips tells as much of their speed. */
    private static final int FEW = 10;

    private final Path home;
    private final long trips;
    private final List<String> only;
    private final List<Contender> started;

    /**
     * @param trips how many trips a run takes
     * @param only what the names of those wanted begin with
     * @param started takes the processes, so that they can be closed should one not start
     */
    Lineup(Path home, long trips, List<String> only, List<Contender> started) {
        this.home = home;
        this.trips = trips;
        this.only = only;
        this.started = started;
    }

    /** Starts the processes of all that do the same work on the same records. */
    void startRivals(BenchRecords records) throws IOException {
        Path asSent = records.asSent();
        java(LIMIT, "limit", 1, asSent);
        java(at(OURS, 1), "ours", 1, asSent);
        java(at(OURS, 2), "ours", 2, asSent);
        java(at(LONG, 1), "ours", 1, asSent, trips * 4);
        java(at(LONG, 2), "ours", 2, asSent, trips * 4);
        java(at(NO_FILES, 1), "no-files", 1, asSent);
        java(at(SAMPLE, 1), "sample", 1, asSent);
        java(at(SAMPLE, 2), "sample", 2, asSent);
        sql(at(SQL, 1), 1, asSent);
        sql(at(SQL, 2), 2, asSent);
        python(LAMBDA, asSent);
        java(PARSER, "parser", 1, asSent, trips / FEW);
        java(STREAMING, "streaming", 1, asSent, trips / FEW);
        java(TREE, "tree", 1, asSent, trips / FEW);
    }

    /** Starts our processes for loads of all kinds. */
    void startLoads(BenchRecords records) throws IOException {
        Path asSent = records.asSent();
        java(at(OURS, 2), "ours", 2, asSent);
        java("ours, a tenth of the trips", "ours", 2, asSent, trips / 10);
        java("ours, ten times the trips", "ours", 2, asSent, trips * 10);
        java("ours, 10 zones", "ours", 2, records.inZones(10));
        java("ours, 265 zones", "ours", 2, records.inZones(265));
        java(at(SKEWED, 2), "ours", 2, records.skewed());
        java(at(DUPLICATES_KEPT, 1), "numbered", 1, asSent);
        java(at(DUPLICATES_BY_BYTES, 1), "by-bytes", 1, asSent);
        java(at(DUPLICATES_BY_ID, 1), "by-id", 1, asSent);
        java("ours, 5 % of trips late", "ours", 2, records.withLate(20));
        java("ours, 20 % of trips late", "ours", 2, records.withLate(5));
    }

    /** The name of a contender at a parallelism. */
    static String at(String name, int parallelism) {
        return name + ", parallelism " + parallelism;
    }

    private void java(String name, String work, int parallelism, Path records) throws IOException {
        java(name, work, parallelism, records, trips);
    }

    private void java(String name, String work, int parallelism, Path records, long count)
            throws IOException {
        List<String> command = jvm(System.getProperty("java.class.path"));
        command.addAll(
                List.of(
                        WorkProcess.class.getName(),
                        work,
                        String.valueOf(parallelism),
                        records.toString(),
                        String.valueOf(count)));
        start(name, command);
    }

    /** With the table API, which nobody else here has, on its class path. */
    private void sql(String name, int parallelism, Path records) throws IOException {
        Path built = home.resolve("target/bench/all");
        List<String> command =
                jvm(
                        String.join(
                                File.pathSeparator,
                                built.resolve("classes").toString(),
                                home.resolve("target/local/classes").toString(),
                                home.resolve("target/classes").toString(),
                                Files.readString(built.resolve("classpath"))));
        command.addAll(
                List.of(
                        "io.github.taxistream.bench.SqlProcess",
                        "sql",
                        String.valueOf(parallelism),
                        records.toString(),
                        String.valueOf(trips)));
        start(name, command);
    }

    private static List<String> jvm(String classPath) {
        List<String> command = new ArrayList<>();
        ProcessHandle.current().info().command().ifPresent(command::add);
        // What Flink needs to have open on Java 17 was given to this JVM.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-cp", classPath));
        return command;
    }

    private void python(String name, Path records) throws IOException {
        Optional<Path> python =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "python3"))
                        .filter(path -> path.toFile().canExecute())
                        .findFirst();
        if (python.isPresent()) {
            start(
                    name,
                    List.of(
                            python.get().toString(),
                            home.resolve("scripts/bench-lambda.py").toString(),
                            records.toString(),
                            String.valueOf(trips / FEW)));
        }
    }

    private void start(String name, List<String> command) throws IOException {
        if (only.stream().anyMatch(name::startsWith)) {
            started.add(Contender.start(name, command));
        }
    }
}
