package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.deploy.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * moto, and {@code scripts/deploy.sh} and the AWS CLI as one uses them against it: one for all
 * tests of a class.
 */
final class EmulatedAws implements BeforeAllCallback, AfterAllCallback {

    static final String REGION = "eu-west-1";

    private Path folder;
    private MotoServer moto;
    private AwsServer cli;
    private Shell shell;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        AwsTools.install();
        folder = Files.createTempDirectory("emulated-aws-");
        cli = AwsServer.start(folder.resolve("aws.txt"));
        moto = MotoServer.start(folder.resolve("moto.txt"));
        shell =
                new Shell()
                        .with("PATH", cli.searchPath())
                        .with("AWS_ENDPOINT_URL", moto.endpoint())
                        .with("AWS_REGION", REGION)
                        .with("AWS_MAX_ATTEMPTS", "4")
                        .with("AWS_ACCESS_KEY_ID", "test")
                        .with("AWS_SECRET_ACCESS_KEY", "test");
    }

    String log() throws IOException {
        return moto.log();
    }

    /** A shell with this AWS as its own. */
    Shell shell() {
        return shell;
    }

    /** A file that the emulation takes for a jar, and whose words say how the job behaves. */
    String jar(String words) throws IOException {
        return Files.writeString(folder.resolve(words.replace(' ', '-') + ".jar"), words)
                .toString();
    }

    /** The command line of deploy.sh, with as little waiting as may be. */
    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("scripts/deploy.sh", "--poll", "0.1", "--wait", "3"));
        command.addAll(List.of(arguments));
        return command;
    }

    Result deploy(String... arguments) throws IOException, InterruptedException {
        return shell.run(command(arguments));
    }

    /** Runs deploy.sh, which must succeed, and returns what it printed. */
    String deployed(String... arguments) throws IOException, InterruptedException {
        return done(deploy(arguments));
    }

    /** Runs deploy.sh, which must fail, and returns what it printed. */
    String refused(String... arguments) throws IOException, InterruptedException {
        Result result = deploy(arguments);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        return result.output();
    }

    /** Calls the AWS CLI, and returns what it printed. */
    String aws(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", "text", "--region", REGION));
        return done(shell.run(cli.command(all))).strip();
    }

    /** The bucket of a job that is deployed. */
    String bucketOf(String stack) throws IOException, InterruptedException {
        return output(stack + "-data", "BucketName");
    }

    String output(String stack, String key) throws IOException, InterruptedException {
        return ofStack(stack, String.format("Outputs[?OutputKey=='%s'].OutputValue", key));
    }

    String parameter(String stack, String key) throws IOException, InterruptedException {
        return ofStack(stack, String.format("Parameters[?ParameterKey=='%s'].ParameterValue", key));
    }

    private String ofStack(String stack, String query) throws IOException, InterruptedException {
        return aws(
                "cloudformation",
                "describe-stacks",
                "--stack-name",
                stack,
                "--query",
                "Stacks[0]." + query);
    }

    /** Puts a file of an hour's totals into the bucket, as the job would. */
    void writeHour(String stack, String hour) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("rows.parquet"), "rows");
        aws(
                "s3",
                "cp",
                file.toString(),
                String.format(
                        "s3://%s/taxi/zone_hourly/pickup_date=2024-01-31/pickup_hour=%s/part-%d.parquet",
                        bucketOf(stack), hour, System.nanoTime()));
    }

    static String done(Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /** Also if the start was given up halfway. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (moto != null) {
            moto.close();
        }
        if (cli != null) {
            cli.close();
        }
        if (folder != null) {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
