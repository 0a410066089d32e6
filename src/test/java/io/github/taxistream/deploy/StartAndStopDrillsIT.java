package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Drills of starts and stops, like those of {@link DrillsIT}: a stack of the older form, a snapshot
 * that is too old, and the alarms of a job that is stopped on purpose.
 */
class StartAndStopDrillsIT {

    /** The template that scripts/deploy.sh had before the data got a stack of their own. */
    private static final String ONE_STACK = "file://src/test/resources/deploy/one-stack.yaml";

    @RegisterExtension static final EmulatedAws AWS = new EmulatedAws();

    @Test
    void aStackOfTheOlderFormIsTakenOverWithItsSnapshotsStreamAndBucket() throws Exception {
        String stack = "taxi-old";
        String jar = AWS.jar("old");
        runInOneStack(stack, jar);
        final String bucket = AWS.output(stack, "BucketName");
        final String stream = AWS.output(stack, "StreamName");

        assertThat(AWS.refused("up", "--stack", stack, "--jar", jar))
                .contains(
                        "is of the older form, with data and job in one.",
                        "up --move takes it over",
                        "Nothing was changed.");

        assertThat(AWS.deployed("up", "--move", "--stack", stack, "--jar", jar))
                .containsSubsequence(
                        "Remove\tTripStream",
                        "Remove\tBucket",
                        "stack taxi-old: UPDATE_COMPLETE",
                        "stack taxi-old-data: CREATE_COMPLETE",
                        "The job runs, and checkpoints complete.")
                .doesNotContain("Stopping", "Starting");
        assertThat(AWS.output(stack + "-data", "BucketName")).isEqualTo(bucket);
        assertThat(AWS.output(stack + "-data", "StreamName")).isEqualTo(stream);
        assertThat(AWS.deployed("status", "--stack", stack)).contains("snapshot: snapshot-1");

        assertThat(AWS.deployed("down", "--delete-data", "--stack", stack))
                .contains("Bucket " + bucket + " is yours", "Stream " + stream + " is yours");
        assertThat(AWS.aws("s3", "ls", "s3://" + bucket + "/jars/")).contains(".jar");
        assertThat(
                        AWS.aws(
                                "kinesis",
                                "describe-stream-summary",
                                "--stream-name",
                                stream,
                                "--query",
                                "StreamDescriptionSummary.StreamStatus"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void aSnapshotOlderThanTheRetentionIsRefusedUnlessTheGapIsAccepted() throws Exception {
        String stack = "taxi-gap";
        String jar = AWS.jar("aged");

        assertThat(AWS.refused("up", "--stack", stack, "--jar", jar))
                .containsPattern("Snapshot snapshot-1 is of 20..-.*Z, and the stream keeps records")
                .contains("for 72 hours only", "would be missing. Nothing was started.")
                .contains("--accept-gap starts anyway");

        assertThat(AWS.deployed("up", "--accept-gap", "--stack", stack, "--jar", jar))
                .contains("Starting the job from its latest snapshot, snapshot-1")
                .contains("The job runs, and checkpoints complete.");
    }

    @Test
    void theAlarmsThatMissTheJobAreOffWhileItIsDownAndOnAgainWhenItIsUp() throws Exception {
        String stack = "taxi-alarms";
        String jar = AWS.jar("alarms");
        // moto's CloudFormation makes none.
        List<String> missing = List.of("downtime", "iterator-age", "fan-out-lag");
        for (String alarm : missing) {
            putAlarm(stack + "-" + alarm);
        }
        putAlarm(stack + "-rejected");
        AWS.deployed("up", "--stack", stack, "--jar", jar);
        assertThat(enabled(stack)).isEqualTo("True\tTrue\tTrue\tTrue");

        AWS.deployed("down", "--stack", stack);
        assertThat(enabled(stack)).isEqualTo("False\tFalse\tFalse\tTrue");

        AWS.deployed("up", "--stack", stack, "--jar", jar);
        assertThat(enabled(stack)).isEqualTo("True\tTrue\tTrue\tTrue");

        AWS.deployed("down", "--force", "--stack", stack);
        assertThat(enabled(stack)).isEqualTo("False\tFalse\tFalse\tTrue");
    }

    /**
     * Nothing but an output of the data's stack changes then, from which the job's gets the key.
     */
    @Test
    void theKeyOfABucketThatWasThereBeforeReachesTheJobLater() throws Exception {
        String stack = "taxi-key";
        String key = "arn:aws:kms:eu-west-1:123456789012:key/4711";
        String jar = AWS.jar("key");
        AWS.aws("s3", "mb", "s3://city-lake");
        AWS.deployed(
                "up", "--stack", stack, "--jar", jar, "--parameter", "ExistingBucket=city-lake");

        assertThat(
                        AWS.deployed(
                                "update",
                                "--stack",
                                stack,
                                "--jar",
                                jar,
                                "--parameter",
                                "BucketKeyArn=" + key))
                .containsSubsequence(
                        "stack taxi-key-data up to date", "outputs", "Modify\tJobRole");

        assertThat(AWS.output(stack + "-data", "BucketKey")).isEqualTo(key);
        assertThat(AWS.parameter(stack, "BucketKeyArn")).isEqualTo(key);
    }

    @Test
    void aJobThatLagsIsScaledUpToItsShardsAndOneThatKeepsUpIsLeftAlone() throws Exception {
        String stack = "taxi-lags";
        putAlarm(stack + "-lag");
        AWS.deployed(
                "up", "--stack", stack, "--jar", AWS.jar("lags"), "--parameter", "ShardCount=3");

        ring(stack, "OK");
        assertThat(AWS.deployed("scale", "--stack", stack))
                .contains("The alarm taxi-lags-lag is OK: the job keeps up");

        ring(stack, "ALARM");
        assertThat(AWS.deployed("scale", "--stack", stack, "--wait", "600"))
                .contains("less than 600 s ago: it stays as it is for now");
        assertThat(AWS.deployed("scale", "--stack", stack, "--wait", "0"))
                .containsSubsequence(
                        "parallelism 2 becomes 3",
                        "Modify\tApplication",
                        "a checkpoint of 4711 bytes is complete");
        assertThat(AWS.refused("scale", "--stack", stack, "--wait", "0"))
                .contains(
                        "The job lags with a parallelism of 3, and cannot use more",
                        "update --parameter ShardCount=6");
    }

    private static void ring(String stack, String state) throws Exception {
        AWS.aws(
                "cloudwatch",
                "set-alarm-state",
                "--alarm-name",
                stack + "-lag",
                "--state-value",
                state,
                "--state-reason",
                "the drill");
    }

    /** As the script did it then: the bucket first, the jar into it, and then the job. */
    private static void runInOneStack(String stack, String jar) throws Exception {
        AWS.aws(
                "cloudformation",
                "create-stack",
                "--stack-name",
                stack,
                "--template-body",
                ONE_STACK,
                "--capabilities",
                "CAPABILITY_IAM");
        AWS.aws("s3", "cp", jar, "s3://" + AWS.output(stack, "BucketName") + "/jars/old.jar");
        AWS.aws(
                "cloudformation",
                "create-change-set",
                "--stack-name",
                stack,
                "--change-set-name",
                "job",
                "--change-set-type",
                "UPDATE",
                "--template-body",
                ONE_STACK,
                "--capabilities",
                "CAPABILITY_IAM",
                "--parameters",
                "ParameterKey=JarKey,ParameterValue=jars/old.jar");
        AWS.aws(
                "cloudformation",
                "execute-change-set",
                "--stack-name",
                stack,
                "--change-set-name",
                "job");
        AWS.aws(
                "kinesisanalyticsv2",
                "start-application",
                "--application-name",
                stack,
                "--run-configuration",
                "{\"ApplicationRestoreConfiguration\":"
                        + "{\"ApplicationRestoreType\":\"SKIP_RESTORE_FROM_SNAPSHOT\"}}");
        // It is under way until it has been looked at twice.
        for (int i = 0; i < 2; i++) {
            AWS.aws("kinesisanalyticsv2", "describe-application", "--application-name", stack);
        }
    }

    private static void putAlarm(String name) throws Exception {
        AWS.aws(
                "cloudwatch",
                "put-metric-alarm",
                "--alarm-name",
                name,
                "--namespace",
                "AWS/KinesisAnalytics",
                "--metric-name",
                "downtime",
                "--statistic",
                "Maximum",
                "--period",
                "60",
                "--evaluation-periods",
                "1",
                "--threshold",
                "0",
                "--comparison-operator",
                "GreaterThanThreshold");
    }

    /** Whether the actions of the alarms are on: downtime, fan-out-lag, iterator-age, rejected. */
    private static String enabled(String stack) throws Exception {
        return AWS.aws(
                "cloudwatch",
                "describe-alarms",
                "--alarm-name-prefix",
                stack + "-",
                "--query",
                "sort_by(MetricAlarms, &AlarmName)[].ActionsEnabled");
    }
}
