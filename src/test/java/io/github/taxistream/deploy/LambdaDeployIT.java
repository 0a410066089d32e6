package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code scripts/deploy.sh} with {@code --parameter Lambda=true}, against moto. */
class LambdaDeployIT {

    private static final String STACK = "taxi-lambda";

    @RegisterExtension static final EmulatedAws AWS = new EmulatedAws();

    @Test
    void theFunctionComesBesideTheJobIsChangedAndGoesAgain() throws Exception {
        String job = AWS.jar("job");
        assertThat(
                        AWS.deployed(
                                "up",
                                "--stack",
                                STACK,
                                "--jar",
                                job,
                                "--lambda-jar",
                                AWS.jar("function"),
                                "--parameter",
                                "Lambda=true"))
                .containsPattern("Uploading .*function.jar as jars/taxi-stream-lambda-.*jar")
                .contains("The job runs, and checkpoints complete.");
        assertThat(mapping("[TumblingWindowInSeconds, BisectBatchOnFunctionError]"))
                .isEqualTo("900\tTrue");
        assertThat(function("[Runtime, Handler, Environment.Variables.OUTPUT_PATH]"))
                .isEqualTo(
                        "java21\tio.github.taxistream.lambda.KinesisHandler\ts3://"
                                + AWS.bucketOf(STACK)
                                + "/lambda");
        final String digest = function("CodeSha256");

        // Without a jar of its own the function stays as it is.
        assertThat(AWS.deployed("update", "--stack", STACK, "--jar", job))
                .contains("Stack taxi-lambda is up to date");
        AWS.deployed("update", "--stack", STACK, "--jar", job, "--lambda-jar", AWS.jar("another"));
        assertThat(function("CodeSha256")).isNotEqualTo(digest);

        AWS.deployed("update", "--stack", STACK, "--jar", job, "--parameter", "Lambda=false");
        assertThat(
                        AWS.aws(
                                "lambda",
                                "list-functions",
                                "--query",
                                "length(Functions[?FunctionName=='taxi-lambda'])"))
                .isEqualTo("0");
    }

    @Test
    void aJarOfTheFunctionThatIsNotThereIsAWrongCall() throws Exception {
        var call =
                AWS.deploy(
                        "up",
                        "--stack",
                        "taxi-no-function",
                        "--jar",
                        AWS.jar("job"),
                        "--lambda-jar",
                        "/nowhere/function.jar",
                        "--parameter",
                        "Lambda=true");
        assertThat(call.exitCode()).as(call.output()).isEqualTo(2);
        assertThat(call.output()).contains("There is no jar /nowhere/function.jar.");
    }

    private static String mapping(String query) throws Exception {
        return AWS.aws(
                "lambda",
                "list-event-source-mappings",
                "--query",
                "EventSourceMappings[]." + query);
    }

    private static String function(String query) throws Exception {
        return AWS.aws(
                "lambda", "get-function-configuration", "--function-name", STACK, "--query", query);
    }
}
