package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AWS's own linter over the templates. */
class ManagedFlinkTemplateIT {

    @BeforeAll
    static void installTools() throws IOException, InterruptedException {
        AwsTools.install();
    }

    @Test
    void cfnLintHasNothingToSay() throws IOException, InterruptedException {
        Shell.Result lint =
                new Shell()
                        .run(
                                List.of(
                                        AwsTools.command("cfn-lint"),
                                        "--include-checks",
                                        "I",
                                        "--",
                                        ManagedFlinkTemplate.JOB.toString(),
                                        ManagedFlinkTemplate.DATA.toString()));

        assertThat(lint.output()).isEmpty();
        assertThat(lint.exitCode()).isZero();
    }
}
