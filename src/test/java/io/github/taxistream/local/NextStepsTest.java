package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NextStepsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void keepIsProposedToThoseWhoHaveNotGivenIt() {
        NextSteps.withOutput(out, Path.of("out"), false);
        assertThat(said()).contains("scripts/run-local.sh --keep");
        NextSteps.withOutput(out, Path.of("out"), true);
        assertThat(said()).contains("duckdb").doesNotContain("--keep");
    }

    /** Version 1 of the AWS CLI and Python's boto3 know the second name only. */
    @Test
    void regionHasBothNames() {
        NextSteps.whileKept(out, URI.create("http://k:1"), URI.create("http://s:2"));
        assertThat(said()).contains("AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
    }

    private String said() {
        String text = said.toString(StandardCharsets.UTF_8);
        said.reset();
        return text;
    }
}
