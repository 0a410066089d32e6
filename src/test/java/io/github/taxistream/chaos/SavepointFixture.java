package io.github.taxistream.chaos;

import io.github.taxistream.local.LocalStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release leaves to the next one: the stream, a savepoint in the midst of it, and the output
 * so far. Kept for each release, so that {@link UpgradeIT} can go on from there.
 */
final class SavepointFixture {

    static final int RECORDS_BEFORE = 300;

    private static final String STREAM = "upgrade";
    private static final long SEED = 1;

    private final Path folder;

    /**
     * @param folder holds {@code kinesis/}, {@code savepoint/} and {@code output/}
     */
    SavepointFixture(Path folder) {
        this.folder = folder;
    }

    /** Makes the fixture of the graph as it is now. */
    void make() throws Exception {
        Files.createDirectories(folder);
        // A savepoint keeps the names of the paths that it was written to.
        Path neutral = Path.of(System.getProperty("java.io.tmpdir"));
        ChaosWorld world = new ChaosWorld(folder.resolve("kinesis"), neutral);
        world.beforeAll(null);
        LocalStream stream = LocalStream.create(world.kinesis(), STREAM, 2);
        RecordFlow flow = RecordFlow.of(stream, new SentRecords(SEED), RECORDS_BEFORE);
        try (ChaosScenario scenario = ChaosScenario.of(world, stream, flow).start(2)) {
            String savepoint = scenario.readAllAndStop();
            copy(Path.of(URI.create(savepoint)), folder.resolve("savepoint"));
            copy(world.bucket().resolve(STREAM), folder.resolve("output"));
        } finally {
            world.afterAll(null);
        }
    }

    /** The world as it was when the savepoint was made. */
    ChaosWorld world(Path scratch) throws Exception {
        copy(folder.resolve("kinesis"), scratch.resolve("kinesis"));
        ChaosWorld world = new ChaosWorld(scratch.resolve("kinesis"), scratch);
        world.beforeAll(null);
        copy(folder.resolve("output"), world.bucket().resolve(STREAM));
        return world;
    }

    /** The job, to be started from the savepoint, with so many further records to read. */
    ChaosScenario scenario(ChaosWorld world, int furtherRecords) {
        SentRecords sent = new SentRecords(SEED);
        Stream.generate(sent::next).limit(RECORDS_BEFORE).forEach(record -> {});
        LocalStream stream = LocalStream.open(world.kinesis(), STREAM);
        return ChaosScenario.of(world, stream, RecordFlow.of(stream, sent, furtherRecords));
    }

    String savepoint() {
        return folder.resolve("savepoint").toUri().toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.filter(Files::isRegularFile).collect(Collectors.toList());
        }
        for (Path path : paths) {
            Path target = to.resolve(from.relativize(path).toString());
            Files.createDirectories(target.getParent());
            Files.copy(path, target);
        }
    }
}
