package io.github.taxistream;

import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.deploy.AwsTools;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import io.github.taxistream.support.EmulatedSts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One chain of credentials opens Kinesis and S3, where nothing else says who somebody is. */
class CredentialsIT {

    private static final String KEY = "AKIAPROFILE";
    private static final String SECRET = "secret-of-the-profile";

    @TempDir Path folder;

    private Path buckets;
    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        buckets = folder.resolve("buckets");
        Files.createDirectories(buckets.resolve("taxi"));
        home = Files.createDirectories(folder.resolve("home"));
    }

    @Test
    void profileOfTheSharedFileOpensBoth() throws Exception {
        Path shared = Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                shared.resolve("credentials"),
                "[taxi]\naws_access_key_id=" + KEY + "\naws_secret_access_key=" + SECRET + "\n");
        try (LocalS3 s3 = LocalS3.startFor(KEY, SECRET, buckets, folder)) {
            assertThatRecordsAreArchived(s3, Map.of("AWS_PROFILE", "taxi"));
        }
    }

    @Test
    void otherKeysAreRefusedInASentence() throws Exception {
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1);
                LocalS3 s3 = LocalS3.startFor(KEY, SECRET, buckets, folder)) {
            Process script =
                    start(
                            kinesis.endpoint(),
                            stream,
                            s3.endpoint(),
                            Map.of("AWS_ACCESS_KEY_ID", "other", "AWS_SECRET_ACCESS_KEY", "other"));
            assertThat(script.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(script.exitValue()).as(output()).isEqualTo(1);
            assertThat(output()).contains("s3://taxi/out").doesNotContain("\tat ");
        }
    }

    @Test
    void webIdentityOpensBoth() throws Exception {
        AwsTools.install();
        Path token = folder.resolve("token");
        Files.writeString(token, "a.web.identity");
        try (EmulatedSts sts = EmulatedSts.start(folder);
                LocalS3 s3 = LocalS3.start(buckets, folder)) {
            assertThatRecordsAreArchived(
                    s3,
                    Map.of(
                            "AWS_ROLE_ARN",
                            "arn:aws:iam::123456789012:role/taxi",
                            "AWS_WEB_IDENTITY_TOKEN_FILE",
                            token.toString(),
                            "HTTPS_PROXY",
                            sts.proxy(),
                            "JAVA_TOOL_OPTIONS",
                            sts.certificate().toolOptions()));
            assertThat(sts.requests())
                    .allMatch(body -> body.contains("Action=AssumeRoleWithWebIdentity"))
                    // The job's main, its source and its sink have chains of their own.
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void roleOfTheStreamsAccountIsAssumedForTheStreamAlone() throws Exception {
        AwsTools.install();
        String role = "arn:aws:iam::222222222222:role/read-trips";
        try (EmulatedSts sts = EmulatedSts.start(folder);
                LocalS3 s3 = LocalS3.startFor(KEY, SECRET, buckets, folder)) {
            assertThatRecordsAreArchived(
                    s3,
                    Map.of(
                            "AWS_ACCESS_KEY_ID",
                            KEY,
                            "AWS_SECRET_ACCESS_KEY",
                            SECRET,
                            "HTTPS_PROXY",
                            sts.proxy(),
                            "JAVA_TOOL_OPTIONS",
                            sts.certificate().toolOptions()),
                    "--kinesis.role",
                    role);
            assertThat(sts.requests())
                    .allMatch(body -> body.contains("Action=AssumeRole&"))
                    .allMatch(body -> body.contains(URLEncoder.encode(role, UTF_8)))
                    // The job's main, and its source.
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private void assertThatRecordsAreArchived(
            LocalS3 s3, Map<String, String> variables, String... settings) throws Exception {
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1)) {
            stream.put("a", List.of(recordOf(tripAt(1, "09:10"))));
            Process script = start(kinesis.endpoint(), stream, s3.endpoint(), variables, settings);
            try {
                await().atMost(Duration.ofMinutes(2))
                        .until(
                                () ->
                                        !script.isAlive()
                                                || output().contains("the stream has no more"));
                script.destroy();
                assertThat(script.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(script.exitValue()).as(output()).isZero();
            } finally {
                script.destroyForcibly();
            }
        }
        try (Stream<Path> files = Files.walk(buckets.resolve("taxi/out/archive"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private Process start(
            URI kinesis,
            LocalStream stream,
            URI s3,
            Map<String, String> variables,
            String... settings)
            throws IOException {
        ProcessBuilder script =
                new ProcessBuilder(
                                "scripts/run-job.sh",
                                "-Dexecution.checkpointing.dir=" + folder.toUri(),
                                "-Dexecution.checkpointing.savepoint-dir=" + folder.toUri(),
                                "--kinesis.stream",
                                stream.name(),
                                "--kinesis.endpoint",
                                kinesis.toString(),
                                "--output.path",
                                "s3://taxi/out",
                                "--output.archive",
                                "true")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile());
        script.command().addAll(List.of(settings));
        Map<String, String> environment = script.environment();
        new HashMap<>(environment)
                .keySet().stream()
                        .filter(name -> name.startsWith("AWS_"))
                        .forEach(environment::remove);
        environment.putAll(
                Map.of(
                        "HOME",
                        home.toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_EC2_METADATA_DISABLED",
                        "true",
                        "AWS_ENDPOINT_URL_S3",
                        s3.toString()));
        environment.putAll(variables);
        return script.start();
    }
}
