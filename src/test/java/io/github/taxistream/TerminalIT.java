package io.github.taxistream;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in a real terminal, in which a person presses Ctrl-C. */
class TerminalIT {

    /** How long a stop may take; before the emulators were out of Ctrl-C's reach it took 62 s. */
    private static final double PATIENCE_SECONDS = 30;

    private static final String RUN_LOCAL = "scripts/run-local.sh";

    @TempDir Path folder;

    @BeforeEach
    void findPython() {
        assumeThat(Files.exists(Path.of("/proc/self/stat"))).as("Linux").isTrue();
        assumeThat(hasPython()).as("Python 3, which has terminals").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Kinesis  +http, ctrl-c, 100, 130",
        "\\[[#.], ctrl-c, 200000, 130",
        "\\[[#.], ctrl-c twice, 200000, 130",
        "\\[[#.], hangup, 200000, 130",
        "draining:, TERM, 100, 130",
        "\\[[#.], kill local.LocalRun, 200000, 137"
    })
    void whateverEndsALocalRunEndsAllOfItSoon(String phase, String what, int trips, int exitCode)
            throws Exception {
        Ending ending =
                run(phase, what, RUN_LOCAL, "--out", out(), "--trips", String.valueOf(trips));
        assertThat(ending.exitCode).as(ending.text).isEqualTo(exitCode);
        assertThat(ending.left).as(ending.text).isEmpty();
        assertThat(ending.seconds).as(ending.text).isLessThan(PATIENCE_SECONDS);
    }

    @Test
    void ctrlCEndsWhatIsKeptUpAndTheExitCodeIsThatOfTheRun() throws Exception {
        Ending ending =
                run("Ctrl-C. In", "ctrl-c", RUN_LOCAL, "--out", out(), "--keep", "--trips", "100");
        assertThat(ending.exitCode).as(ending.text).isZero();
        assertThat(ending.text)
                .contains("verified: ", "export AWS_ENDPOINT_URL_S3=http://127.0.0.1:")
                .contains("duckdb -c \"SELECT", out() + "/taxi/zone_hourly/");
        assertThat(ending.left).isEmpty();
    }

    /** It would empty the folders of the first, which may be kept up to look at. */
    @Test
    void aSecondRunIsRefusedWhileOneIsUp() throws Exception {
        Path first = folder.resolve("first.txt");
        Process kept = start(first, RUN_LOCAL, "--out", out(), "--keep", "--trips", "100");
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.readString(first).contains("Ctrl-C. In"));
            Path second = folder.resolve("second.txt");
            Process refused = start(second, RUN_LOCAL, "--trips", "100");
            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(Files.readString(second)).contains("another scripts/run-local.sh runs here");
        } finally {
            kept.destroy();
            assertThat(kept.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Test
    void sigtermStopsTheJobWithASavepointAsCtrlCDoes() throws Exception {
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1)) {
            stream.put("a", List.of(recordOf(tripAt(1, "09:10"))));
            Ending ending =
                    run(
                            "the stream has no more",
                            "timeout",
                            "scripts/run-job.sh",
                            "-Dexecution.checkpointing.dir=" + folder.toUri(),
                            "-Dexecution.checkpointing.savepoint-dir=" + folder.toUri(),
                            "--kinesis.stream",
                            stream.name(),
                            "--kinesis.endpoint",
                            kinesis.endpoint().toString(),
                            "--output.path",
                            out());
            assertThat(ending.exitCode).as(ending.text).isZero();
            assertThat(ending.text).contains("to go on from there: scripts/run-job.sh --from");
        }
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private record Ending(int exitCode, double seconds, List<String> left, String text) {}

    private Ending run(String pattern, String what, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("python3", "src/test/python/terminal.py"));
        words.addAll(List.of(pattern, what, "240"));
        words.addAll(List.of(command));
        Path output = folder.resolve("terminal.out");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("FLINK_PLUGINS_DIR");
        Process process = builder.start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        JsonNode end = new ObjectMapper().readTree(text.substring(text.lastIndexOf("\n{")));
        List<String> left = new ArrayList<>();
        end.path("left").forEach(line -> left.add(line.asText()));
        return new Ending(end.path("exit").asInt(-1), end.path("seconds").asDouble(), left, text);
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
