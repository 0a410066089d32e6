package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.deploy.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/deploy.sh} as one uses it, against moto. What moto lacks of AWS stands, and is
 * checked and filled in, in {@code src/test/python/managed_flink_server.py}.
 */
class DeployIT {

    @TempDir private static Path folder;

    private static MotoServer aws;
    private static Shell shell;

    @BeforeAll
    static void startMoto() throws IOException, InterruptedException {
        AwsTools.install();
        aws = MotoServer.start(folder.resolve("moto.txt"));
        shell =
                new Shell()
                        .with("PATH", AwsTools.searchPath())
                        .with("AWS_ENDPOINT_URL", aws.endpoint())
                        .with("AWS_REGION", "eu-west-1")
                        .with("AWS_ACCESS_KEY_ID", "test")
                        .with("AWS_SECRET_ACCESS_KEY", "test");
    }

    @AfterAll
    static void stopMoto() throws IOException {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void whatMotoLacksIsListedAndStillLacking() throws IOException {
        // The server checks each before it fills it in, and does not start if one is lacking no
        // more.
        assertThat(aws.log().lines().filter(line -> line.startsWith("moto lacks: ")))
                .containsExactly(
                        "moto lacks: CloudFormation makes no AWS::Athena::NamedQuery",
                        "moto lacks: CloudFormation makes no AWS::Athena::WorkGroup",
                        "moto lacks: CloudFormation makes no AWS::CloudWatch::Alarm",
                        "moto lacks: CloudFormation makes no AWS::Glue::Database",
                        "moto lacks: CloudFormation makes no AWS::Glue::Table",
                        "moto lacks: CloudFormation makes no AWS::KinesisAnalyticsV2::Application",
                        "moto lacks: CloudFormation makes no"
                                + " AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
                        "moto lacks: CloudFormation makes no AWS::Logs::LogStream",
                        "moto lacks: CloudFormation makes no AWS::S3::BucketPolicy",
                        "moto lacks: Managed Flink has no start_application",
                        "moto lacks: Managed Flink has no stop_application",
                        "moto lacks: Managed Flink has no list_application_snapshots",
                        "moto lacks: Managed Flink fails instead of saying that an application is"
                                + " not there",
                        "moto lacks: CloudFormation has no update_termination_protection",
                        "moto lacks: CloudFormation does not keep what RetainExceptOnCreate says",
                        "moto lacks: CloudFormation's change sets do not show what a changed"
                                + " parameter changes",
                        "moto lacks: CloudFormation has no failed change set where nothing changes",
                        "moto lacks: CloudFormation forgets the template and parameters of a change"
                                + " set it has carried out",
                        "moto lacks: CloudFormation does not heed a resource's condition in an"
                                + " update");
    }

    @Test
    void upStatusUpdateDownAndAwayAgain() throws Exception {
        Path first = jar("first");
        Path second = jar("second");

        assertThat(done(deploy("up", "--jar", first.toString())))
                .containsSubsequence(
                        "Step 1: creating stack taxi-stream",
                        "stack taxi-stream: CREATE_COMPLETE",
                        "Uploading",
                        "Step 2: bringing stack taxi-stream up to date",
                        "Add\tApplication",
                        "for the first time",
                        "job taxi-stream: STARTING",
                        "job taxi-stream: RUNNING",
                        "eu-west-1.console.aws.amazon.com/flink/home",
                        "scripts/producer.sh replay --stream taxi-stream-TripStream-");
        assertThat(restoredFrom()).isEqualTo("SKIP_RESTORE_FROM_SNAPSHOT\tNone");
        assertThat(
                        aws(
                                "kinesisanalyticsv2",
                                "describe-application",
                                "--application-name",
                                "taxi-stream",
                                "--query",
                                "ApplicationDetail.[RuntimeEnvironment,"
                                        + " ApplicationConfigurationDescription"
                                        + ".EnvironmentPropertyDescriptions"
                                        + ".PropertyGroupDescriptions[].PropertyGroupId | join(' ', @)]"))
                .isEqualTo("FLINK-1_20\tkinesis time output");

        assertThat(done(deploy("status")))
                .contains("Stack taxi-stream: ")
                .contains("Job: RUNNING")
                .contains("Latest snapshot: None");

        assertThat(done(deploy("up", "--jar", first.toString())))
                .contains("up to date")
                .doesNotContain("Stopping");

        assertThat(done(deploy("update", "--jar", second.toString())))
                .containsSubsequence(
                        "Modify\tApplication",
                        "Stopping the job with a snapshot",
                        "job taxi-stream: READY",
                        "snapshot: snapshot-1",
                        "Starting the job from its latest snapshot, snapshot-1");
        assertThat(restoredFrom()).isEqualTo("RESTORE_FROM_LATEST_SNAPSHOT\tNone");

        assertThat(
                        done(
                                deploy(
                                        "update",
                                        "--jar",
                                        second.toString(),
                                        "--parameter",
                                        "LogRetentionDays=7")))
                .contains("Modify\tLogGroup")
                .doesNotContain("Stopping");

        assertThat(
                        done(
                                deploy(
                                        "update",
                                        "--jar",
                                        first.toString(),
                                        "--from-snapshot",
                                        "snapshot-1")))
                .contains("The jar is in the bucket already")
                .contains("Starting the job from snapshot snapshot-1");
        assertThat(restoredFrom()).isEqualTo("RESTORE_FROM_CUSTOM_SNAPSHOT\tsnapshot-1");

        assertThat(done(deploy("down")))
                .contains("snapshot: snapshot-3")
                .contains("Kept: its snapshots, the stream");
        assertThat(done(deploy("up", "--jar", first.toString())))
                .contains("Starting the job from its latest snapshot, snapshot-3");

        assertThat(done(deploy("down", "--delete-data")))
                .contains("Everything of taxi-stream is deleted.");
        assertThat(
                        aws(
                                "kinesis",
                                "list-streams",
                                "--query",
                                "length(StreamNames[?starts_with(@, 'taxi-stream-T')])"))
                .isEqualTo("0");
        assertThat(
                        aws(
                                "s3api",
                                "list-buckets",
                                "--query",
                                "length(Buckets[?starts_with(Name, 'taxi-stream-b')])"))
                .isEqualTo("0");
        assertThat(done(deploy("down"))).contains("nothing to do");
        assertThat(deploy("status"))
                .isEqualTo(
                        new Result(1, "deploy.sh: There is no stack taxi-stream in eu-west-1.\n"));
    }

    @Test
    void aJobThatDoesNotComeUpIsAFailureThatNamesItsLog() throws Exception {
        Result up = deploy("up", "--stack", "taxi-broken", "--jar", jar("broken").toString());

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .contains("The job did not start: it is READY again.")
                .contains("aws logs tail /aws/kinesis-analytics/taxi-broken");
    }

    @Test
    void aJobThatCannotBeChangedIsStartedAsItWas() throws Exception {
        done(deploy("up", "--stack", "taxi-refused", "--jar", jar("accepted").toString()));

        Result update =
                deploy("update", "--stack", "taxi-refused", "--jar", jar("refused").toString());

        assertThat(update.exitCode()).isEqualTo(1);
        assertThat(update.output())
                .containsSubsequence(
                        "Stopping the job with a snapshot",
                        "This application cannot be changed",
                        "starting the job as it was",
                        "Starting the job from its latest snapshot, snapshot-1",
                        "job taxi-refused: RUNNING",
                        "could not be brought up to date");
    }

    @Test
    void anInterruptionSaysWhatGoesOn() throws Exception {
        Path output = folder.resolve("interrupted.txt");
        Process up =
                shell.start(
                        command("up", "--stack", "taxi-stuck", "--jar", jar("stuck").toString()),
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

        assertThat(done(up))
                .containsSubsequence(
                        "would run: mvn -q -DskipTests package",
                        "would call: aws cloudformation create-stack --stack-name taxi-stream",
                        "would call: aws s3 cp target/taxi-stream-job.jar",
                        "would call: aws cloudformation create-change-set",
                        "would call: aws cloudformation execute-change-set",
                        "would call: aws kinesisanalyticsv2 start-application");
        assertThat(
                        done(
                                nothing.run(
                                        List.of(
                                                "scripts/deploy.sh",
                                                "down",
                                                "--delete-data",
                                                "--dry-run"))))
                .containsSubsequence(
                        "would call: aws kinesisanalyticsv2 stop-application",
                        "would call: aws s3 rm",
                        "would call: aws kinesis delete-stream",
                        "would call: aws cloudformation delete-stack");
    }

    @Test
    void withoutTheAwsCliASentenceSaysSo() throws Exception {
        Path commands = Files.createDirectories(folder.resolve("commands"));
        for (String tool : List.of("bash", "dirname")) {
            Files.createSymbolicLink(commands.resolve(tool), Path.of("/usr/bin", tool));
        }

        Result up = shell.with("PATH", commands.toString()).run(command("up"));

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
        assertWrong("There is no option --force", "up", "--force");
        assertWrong("--jar needs a value", "up", "--jar");
        assertWrong("There is no parameter Shards", "up", "--parameter", "Shards=1");
        assertWrong("not of the form NAME=VALUE", "up", "--parameter", "ShardCount");
        assertWrong("lower-case", "up", "--stack", "Taxi_Stream");
        assertWrong("--delete-data goes with down only", "up", "--delete-data");
        assertThat(deploy("--help").exitCode()).isZero();
    }

    private static void assertWrong(String sentence, String... arguments) throws Exception {
        Result result = arguments[0].isEmpty() ? deploy() : deploy(arguments);
        assertThat(result.output()).startsWith("deploy.sh: ").contains(sentence);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private static Path jar(String content) throws IOException {
        return Files.writeString(folder.resolve(content + ".jar"), content);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("scripts/deploy.sh", "--poll", "0.2"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Result deploy(String... arguments) throws IOException, InterruptedException {
        return shell.run(command(arguments));
    }

    private static String done(Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private static String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(AwsTools.command("aws")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--output", "text", "--region", "eu-west-1"));
        return done(shell.run(command)).strip();
    }

    private static String restoredFrom() throws IOException, InterruptedException {
        return aws(
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
