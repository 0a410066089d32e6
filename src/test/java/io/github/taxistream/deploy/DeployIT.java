package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.deploy.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/deploy.sh} as one uses it, against moto. What moto lacks of AWS stands, and is
 * checked and filled in, in {@code src/test/python/managed_flink_server.py}.
 */
class DeployIT {

    @RegisterExtension static final EmulatedAws AWS = new EmulatedAws();

    @TempDir private Path folder;

    @Test
    void whatMotoLacksIsListedAndStillLacking() throws IOException {
        // The server checks each before it fills it in, and does not start if one is lacking no
        // more.
        assertThat(AWS.log().lines().filter(line -> line.startsWith("moto lacks: ")))
                .containsExactly(
                        "moto lacks: CloudFormation makes no AWS::Athena::NamedQuery",
                        "moto lacks: CloudFormation makes no AWS::Athena::WorkGroup",
                        "moto lacks: CloudFormation makes no AWS::CloudWatch::Alarm",
                        "moto lacks: CloudFormation makes no AWS::Glue::Database",
                        "moto lacks: CloudFormation makes no AWS::Glue::Table",
                        "moto lacks: CloudFormation makes no AWS::KinesisAnalyticsV2::Application",
                        "moto lacks: CloudFormation makes no"
                                + " AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
                        "moto lacks: CloudFormation makes no AWS::KinesisFirehose::DeliveryStream",
                        "moto lacks: CloudFormation makes no AWS::Logs::LogStream",
                        "moto lacks: CloudFormation makes no AWS::S3::BucketPolicy",
                        "moto lacks: Managed Flink has no start_application",
                        "moto lacks: Managed Flink has no stop_application",
                        "moto lacks: Managed Flink has no rollback_application",
                        "moto lacks: Managed Flink has no list_application_snapshots",
                        "moto lacks: Managed Flink has no delete_application_snapshot",
                        "moto lacks: Managed Flink has no list_application_operations",
                        "moto lacks: Managed Flink fails instead of saying that an application is"
                                + " not there",
                        "moto lacks: CloudFormation has no update_termination_protection",
                        "moto lacks: CloudFormation does not keep what RetainExceptOnCreate says",
                        "moto lacks: CloudFormation keeps a null in a list where AWS::NoValue is",
                        "moto lacks: CloudFormation's change sets do not show what a changed"
                                + " parameter changes",
                        "moto lacks: CloudFormation has no failed change set where nothing changes",
                        "moto lacks: CloudFormation has no failed change set where only the text is another",
                        "moto lacks: CloudFormation forgets the template and parameters of a change"
                                + " set it has carried out",
                        "moto lacks: CloudFormation does not go back from a change that fails",
                        "moto lacks: CloudFormation does not heed a resource's condition in an"
                                + " update",
                        "moto lacks: CloudFormation does not return the ARN of a version of a"
                                + " function",
                        "moto lacks: CloudFormation deletes what a change takes out, whatever its"
                                + " policy");
    }

    @Test
    void upStatusUpdateDownAndAwayAgain() throws Exception {
        String first = AWS.jar("first");
        String second = AWS.jar("second");

        assertThat(AWS.deployed("up", "--jar", first))
                .containsSubsequence(
                        "Creating stack taxi-stream-data",
                        "stack taxi-stream-data: CREATE_COMPLETE",
                        "Uploading",
                        "Creating stack taxi-stream with the job",
                        "for the first time",
                        "job taxi-stream: STARTING",
                        "job taxi-stream: RUNNING",
                        "a checkpoint of 4711 bytes is complete",
                        "eu-west-1.console.aws.amazon.com/flink/home",
                        "scripts/producer.sh replay --stream taxi-stream-data-TripStream-");
        assertThat(restoredFrom()).isEqualTo("SKIP_RESTORE_FROM_SNAPSHOT\tNone");
        assertThat(
                        AWS.aws(
                                "kinesisanalyticsv2",
                                "describe-application",
                                "--application-name",
                                "taxi-stream",
                                "--query",
                                "ApplicationDetail.[RuntimeEnvironment,"
                                        + " ApplicationConfigurationDescription"
                                        + ".EnvironmentPropertyDescriptions"
                                        + ".PropertyGroupDescriptions[].PropertyGroupId | join(' ', @)]"))
                .isEqualTo("FLINK-1_20\tkinesis time input output");

        assertThat(AWS.deployed("status"))
                .contains("Stack taxi-stream-data: ", "Stack taxi-stream: ")
                .contains("Job: RUNNING", "Health: checkpoints complete")
                .contains("Latest snapshot: None");

        assertThat(AWS.deployed("up", "--jar", first)).contains("up to date");

        // A running job is changed by Managed Flink itself, with a snapshot of its own.
        assertThat(AWS.deployed("update", "--jar", second))
                .containsSubsequence(
                        "Modify\tApplication", "stack taxi-stream: UPDATE_COMPLETE", "is complete")
                .doesNotContain("Stopping", "Starting");

        assertThat(AWS.deployed("down"))
                .contains("snapshot: snapshot-2")
                .contains("Kept: its snapshots, the stream");
        assertThat(AWS.deployed("up", "--jar", second))
                .contains("Starting the job from its latest snapshot, snapshot-2");
        assertThat(restoredFrom()).isEqualTo("RESTORE_FROM_LATEST_SNAPSHOT\tNone");

        assertThat(AWS.deployed("update", "--jar", first, "--from-snapshot", "snapshot-1"))
                .contains("The jar is in the bucket already")
                .contains("Starting the job from snapshot snapshot-1");
        assertThat(restoredFrom()).isEqualTo("RESTORE_FROM_CUSTOM_SNAPSHOT\tsnapshot-1");

        assertThat(AWS.deployed("down", "--delete-data"))
                .contains("Everything of taxi-stream is deleted.");
        assertThat(
                        AWS.aws(
                                "kinesis",
                                "list-streams",
                                "--query",
                                "length(StreamNames[?starts_with(@, 'taxi-stream-')])"))
                .isEqualTo("0");
        assertThat(
                        AWS.aws(
                                "s3api",
                                "list-buckets",
                                "--query",
                                "length(Buckets[?starts_with(Name, 'taxi-stream-')])"))
                .isEqualTo("0");
        assertThat(AWS.deployed("down")).contains("nothing to do");
        assertThat(AWS.deploy("status"))
                .isEqualTo(
                        new Result(1, "deploy.sh: There is no stack taxi-stream in eu-west-1.\n"));
    }

    @Test
    void anInterruptionSaysWhatGoesOn() throws Exception {
        Path output = folder.resolve("interrupted.txt");
        Process up =
                AWS.shell()
                        .start(
                                EmulatedAws.command(
                                        "up", "--stack", "taxi-stuck", "--jar", AWS.jar("stuck")),
                                output);
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> Files.readString(output).contains("STARTING"));

        up.destroy();

        assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(130);
        assertThat(Files.readString(output))
                .contains("interrupted. What AWS has begun goes on")
                .contains("scripts/deploy.sh status --stack taxi-stuck --region eu-west-1");
    }

    @Test
    void dryRunPrintsEachCallAndMakesNone() throws Exception {
        Shell nothing = new Shell().with("PATH", "/usr/bin:/bin");

        Result up = nothing.run(List.of("scripts/deploy.sh", "up", "--dry-run"));

        assertThat(EmulatedAws.done(up))
                .containsSubsequence(
                        "would run: mvn -q -DskipTests package",
                        "would call: aws cloudformation create-stack --stack-name"
                                + " taxi-stream-data",
                        "would call: aws s3 cp target/taxi-stream-job.jar",
                        "would call: aws cloudformation create-stack --stack-name taxi-stream ",
                        "would call: aws kinesisanalyticsv2 start-application");
        assertThat(
                        EmulatedAws.done(
                                nothing.run(
                                        List.of(
                                                "scripts/deploy.sh",
                                                "down",
                                                "--delete-data",
                                                "--dry-run"))))
                .containsSubsequence(
                        "would call: aws kinesisanalyticsv2 stop-application",
                        "would call: aws cloudformation delete-stack --stack-name taxi-stream ",
                        "would call: aws s3 rm",
                        "would call: aws kinesis delete-stream",
                        "would call: aws cloudformation delete-stack --stack-name"
                                + " taxi-stream-data");
    }

    @Test
    void whatACompanyHasIsUsedAndNotMade() throws Exception {
        String stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/city-trips";
        String key = "arn:aws:kms:eu-west-1:123456789012:key/4711";

        Result up =
                new Shell()
                        .with("PATH", "/usr/bin:/bin")
                        .run(
                                List.of(
                                        "scripts/deploy.sh",
                                        "up",
                                        "--dry-run",
                                        "--tag",
                                        "team=taxi",
                                        "--parameter",
                                        "ExistingStreamArn=" + stream,
                                        "--parameter",
                                        "ExistingBucket=city-lake",
                                        "--parameter",
                                        "BucketKeyArn=" + key,
                                        "--parameter",
                                        "SubnetIds=subnet-1,subnet-2"));

        assertThat(EmulatedAws.done(up))
                .contains("--tags Key=team,Value=taxi --parameters")
                .contains("'s3://city-lake/jars/taxi-stream-job-<digest>.jar'")
                .contains(given("StreamArn", stream), given("StreamName", "city-trips"))
                .contains(given("BucketName", "city-lake"), given("BucketKeyArn", key))
                .contains(given("SubnetIds", "subnet-1,subnet-2"));
    }

    private static String given(String parameter, String value) {
        return String.format(
                "{\"ParameterKey\":\"%s\",\"ParameterValue\":\"%s\"}", parameter, value);
    }

    @Test
    void withoutTheAwsCliASentenceSaysSo() throws Exception {
        Path commands = Files.createDirectories(folder.resolve("commands"));
        for (String tool : List.of("bash", "cat", "dirname", "sed", "grep", "awk", "sort")) {
            Files.createSymbolicLink(commands.resolve(tool), Path.of("/usr/bin", tool));
        }

        Result up = AWS.shell().with("PATH", commands.toString()).run(EmulatedAws.command("up"));

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).startsWith("deploy.sh: The AWS CLI (aws) is not installed.");
    }

    @Test
    void withoutCredentialsASentenceSaysSo() throws Exception {
        Shell nobody =
                new Shell()
                        .with("PATH", AwsTools.searchPath())
                        .with("HOME", folder.toString())
                        .with("AWS_EC2_METADATA_DISABLED", "true");

        Result status = nobody.run(List.of("scripts/deploy.sh", "status", "--region", "eu-west-1"));

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("Credentials are set by aws configure");
    }

    @Test
    void wrongUsageIsToldFromFailure() throws Exception {
        assertWrong("Which command", "");
        assertWrong("There is no command upp", "upp");
        assertWrong("There is no option --forced", "down", "--forced");
        assertWrong("--force goes with down and update only", "up", "--force");
        assertWrong("recount needs --from-snapshot NAME", "recount");
        assertWrong("--jar FILE names another jar", "up", "--parameter", "JarKey=x");
        assertWrong("--jar needs a value", "up", "--jar");
        assertWrong("There is no parameter Shards", "up", "--parameter", "Shards=1");
        assertWrong("not of the form NAME=VALUE", "up", "--parameter", "ShardCount");
        assertWrong("lower-case", "up", "--stack", "Taxi_Stream");
        assertWrong("--delete-data goes with down only", "up", "--delete-data");
        assertThat(AWS.deploy("--help").exitCode()).isZero();
    }

    private static void assertWrong(String sentence, String... arguments) throws Exception {
        Result result = arguments[0].isEmpty() ? AWS.deploy() : AWS.deploy(arguments);
        assertThat(result.output()).startsWith("deploy.sh: ").contains(sentence);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private static String restoredFrom() throws IOException, InterruptedException {
        return AWS.aws(
                "kinesisanalyticsv2",
                "describe-application",
                "--application-name",
                "taxi-stream",
                "--query",
                "ApplicationDetail.ApplicationConfigurationDescription.RunConfigurationDescription"
                        + ".ApplicationRestoreConfigurationDescription"
                        + ".[ApplicationRestoreType, SnapshotName]");
    }
}
