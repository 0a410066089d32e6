package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/deploy.sh} with {@code --parameter Lambda=true}, against moto. */
class LambdaDeployIT {

    private static final String STACK = "taxi-lambda";

    @TempDir private static Path folder;

    private static EmulatedAws aws;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        aws = EmulatedAws.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void theFunctionComesBesideTheJobIsChangedAndGoesAgain() throws Exception {
        String job = aws.jar("job");
        assertThat(
                        aws.deployed(
                                "up",
                                "--stack",
                                STACK,
                                "--jar",
                                job,
                                "--lambda-jar",
                                aws.jar("function"),
                                "--parameter",
                                "Lambda=true"))
                .containsPattern("Uploading .*function.jar as jars/taxi-stream-lambda-.*jar")
                .contains("The job runs, and checkpoints complete.");
        assertThat(mapping("[TumblingWindowInSeconds, BisectBatchOnFunctionError]"))
                .isEqualTo("900\tTrue");
        assertThat(function("[Runtime, Handler, Environment.Variables.OUTPUT_PATH]"))
                .isEqualTo(
                        "java21\tio.github.taxistream.lambda.KinesisHandler\ts3://"
                                + aws.bucketOf(STACK)
                                + "/lambda");
        final String digest = function("CodeSha256");

        // Without a jar of its own the function stays as it is.
        assertThat(aws.deployed("update", "--stack", STACK, "--jar", job))
                .contains("Stack taxi-lambda is up to date");
        aws.deployed("update", "--stack", STACK, "--jar", job, "--lambda-jar", aws.jar("another"));
        assertThat(function("CodeSha256")).isNotEqualTo(digest);

        aws.deployed("update", "--stack", STACK, "--jar", job, "--parameter", "Lambda=false");
        assertThat(
                        aws.aws(
                                "lambda",
                                "list-functions",
                                "--query",
                                "length(Functions[?FunctionName=='taxi-lambda'])"))
                .isEqualTo("0");
    }

    @Test
    void aJarOfTheFunctionThatIsNotThereIsAFailureThatSaysWhatToDo() throws Exception {
        assertThat(
                        aws.refused(
                                "up",
                                "--stack",
                                "taxi-no-function",
                                "--jar",
                                aws.jar("job"),
                                "--lambda-jar",
                                "/nowhere/function.jar",
                                "--parameter",
                                "Lambda=true"))
                .contains("There is no jar /nowhere/function.jar for the Lambda function.");
    }

    private static String mapping(String query) throws Exception {
        return aws.aws(
                "lambda",
                "list-event-source-mappings",
                "--query",
                "EventSourceMappings[]." + query);
    }

    private static String function(String query) throws Exception {
        return aws.aws(
                "lambda", "get-function-configuration", "--function-name", STACK, "--query", query);
    }
}
