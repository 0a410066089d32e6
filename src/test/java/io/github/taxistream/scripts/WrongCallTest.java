package io.github.taxistream.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every script refuses a wrong call with exit code 2 and a sentence, before it does anything. */
@Timeout(120)
class WrongCallTest {

    private static final String DEPLOY = "scripts/deploy.sh ";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sizing.sh --bogus | \"--bogus\" is neither an option nor a number of shards",
                "sizing.sh x | \"x\" is neither an option nor a number of shards",
                "sizing.sh 0 | \"0\" is neither",
                "sizing.sh --headroom 9 | --headroom is \"9\" but must be at most 1",
                "sizing.sh --headroom 0 | --headroom is \"0\" but must be a number above 0",
                "sizing.sh --record-bytes | --record-bytes needs a number",
                "lateness.sh --bogus | There is no option --bogus",
                "lateness.sh none.csv | there is no file none.csv",
                "lateness.sh | usage: ",
                "metrics.sh --bogus | usage: ",
                "metrics.sh http://a http://b | Only one URL",
                "metrics.sh ftp://a/b | is not the address of a web UI",
                "doctor.sh --bogus | usage: ",
                "doctor.sh --help more | usage: ",
                "report-picture.sh none.html x.png | there is no report none.html",
                "report-picture.sh | REPORT.html",
                "bench.sh bars | it needs two files",
                "bench.sh bars none.md x.svg | there is no file none.md",
                "bench.sh --quick --rounds | --quick takes --input FILE only",
                "zone-tiles.py | usage: zone-tiles.py",
                "flink-run.sh --from none --kinesis.stream x | no savepoint or checkpoint at none",
                "flink-run.sh --from file:///none/x | no savepoint or checkpoint at file:///none/x",
                "flink-run.sh -Drest.port=abc | -Drest.port=abc must be a port",
                "flink-run.sh -Drest.port=99999 | must be a port",
                "flink-run.sh -Dx | must be like -Dparallelism.default=4",
                "flink-run.sh --stop now | --stop stands alone",
                "deploy.sh up --jar none.jar | none.jar",
                "deploy.sh up --lambda-jar none.jar --dry-run | none.jar",
                "deploy.sh up --endpoint-url foo | must be an address like",
                "deploy.sh up --wait soon | must be a whole number"
            })
    void wrongCallIs2(String command, String words) throws Exception {
        Ending ending = run(Map.of(), ("scripts/" + command).split(" "));
        assertThat(ending.text).contains(words);
        assertThat(ending.exitCode).as(ending.text).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mars", "eu-west", "eu-west-1a", "EU-WEST-1", "eu_west_1", "1"})
    void whatCannotBeARegionIsRefused(String region) throws Exception {
        for (Map<String, String> environment :
                List.of(Map.of("AWS_REGION", "eu-west-1"), Map.<String, String>of())) {
            Ending ending =
                    run(environment, (DEPLOY + "up --dry-run --region " + region).split(" "));
            assertThat(ending.text).startsWith("deploy.sh: The region is " + region);
            assertThat(ending.exitCode).isEqualTo(2);
        }
        Ending ending = run(Map.of("AWS_REGION", region), (DEPLOY + "up --dry-run").split(" "));
        assertThat(ending.exitCode).as(ending.text).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "ap-southeast-7",
                "us-gov-west-1",
                "cn-north-1",
                "eusc-de-east-1",
                "us-iso-east-1",
                "us-isob-east-1",
                "eu-isoe-west-1"
            })
    void unusualRegionIsTaken(String region) throws Exception {
        Ending ending = run(Map.of(), (DEPLOY + "up --dry-run --region " + region).split(" "));
        assertThat(ending.exitCode).as(ending.text).isZero();
    }

    @Test
    void emulatorMayHaveAnyRegion() throws Exception {
        String command =
                DEPLOY + "up --dry-run --region local --endpoint-url http://localhost:4566";
        assertThat(run(Map.of(), command.split(" ")).exitCode).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "update", "scale", "status", "down", "down --delete-data"})
    void dryRunOfADeploymentSaysNothingAsIfItWereDone(String verb) throws Exception {
        Ending ending = run(Map.of(), (DEPLOY + verb + " --dry-run").split(" "));
        assertThat(ending.exitCode).as(ending.text).isZero();
        assertThat(ending.text)
                .endsWith("This was a dry run: AWS was not asked, and nothing was changed.\n")
                .doesNotContainPattern("(?m)^(Everything|The job|Deleting|Stopping|Kept)");
    }

    @Test
    void shareOfTheCpuMayBeAllOfIt() throws Exception {
        assertThat(run(Map.of(), "scripts/sizing.sh", "--headroom", "1", "5").text)
                .contains("| limited by |");
    }

    @Test
    void doctorNamesWhatIsOptional() throws Exception {
        Ending ending = run(Map.of(), "scripts/doctor.sh");
        assertThat(ending.text).contains("jq ", "Chromium ", "ChromeDriver ", "cargo ", "DuckDB ");
    }

    private static final class Ending {
        final int exitCode;
        final String text;

        Ending(int exitCode, String text) {
            this.exitCode = exitCode;
            this.text = text;
        }
    }

    private Ending run(Map<String, String> environment, String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ending(exitCode, text(output));
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
