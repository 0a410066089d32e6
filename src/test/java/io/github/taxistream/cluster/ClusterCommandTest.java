package io.github.taxistream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.client.program.ProgramInvocationException;
import org.junit.jupiter.api.Test;

/** What a script is told that asks wrongly or about something that fails. */
class ClusterCommandTest {

    @Test
    void wrongUsageIsASentence() {
        assertThat(run("jobs")).startsWith("2 usage: (jobs NAME | ");
        assertThat(run("launch", "x")).startsWith("2 there is no \"launch\"; usage: (jobs NAME | ");
        assertThat(run("jobs", "x", "-Drest.port"))
                .startsWith("2 -Drest.port is not like -DOPTION=VALUE; usage: ");
    }

    @Test
    void jobWithoutCheckpointsIsRefused() {
        assertThat(run("check", "no-such.jar"))
                .startsWith(
                        "1 Checkpoints are off in Flink's configuration, and files become visible");
    }

    @Test
    void mainsOwnWordsCountMoreThanTheirCause() {
        Exception main = new IllegalStateException("there is no stream", new Exception("HTTP 400"));
        Failure failure =
                Failure.of(
                        new Exception(
                                new ProgramInvocationException(
                                        "The main method caused an error: " + main.getMessage(),
                                        main)));
        assertThat(failure.sentence()).isEqualTo("there is no stream");
        assertThat(failure.isOfSettings()).isFalse();
    }

    @Test
    void failedSubmissionIsToldByItsInnermostCause() {
        Exception submission =
                new IllegalStateException(
                        "Failed to execute job 'x'.",
                        new Exception("REST", new Exception("Connection refused: /127.0.0.1")));
        Failure failure =
                Failure.of(
                        new ProgramInvocationException(
                                "The main method caused an error: " + submission.getMessage(),
                                submission));
        assertThat(failure.sentence()).isEqualTo("Connection refused: /127.0.0.1");
    }

    @Test
    void exceptionWhoseMessageIsANameKeepsItsOwn() {
        assertThat(Failure.of(new ClassNotFoundException("org.Missing")).sentence())
                .isEqualTo("java.lang.ClassNotFoundException: org.Missing");
    }

    private static String run(String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exitCode = ClusterCommand.run(out, out, args);
        return exitCode + " " + said.toString(StandardCharsets.UTF_8);
    }
}
