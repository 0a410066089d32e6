package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import io.github.taxistream.local.LocalS3;
import io.github.taxistream.local.LocalStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a job from starting is said in a sentence, within a minute. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StartUpErrorsIT {

    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir static Path folder;

    private static LocalKinesis kinesis;
    private static LocalS3 s3;
    private static LocalStream stream;

    @BeforeAll
    static void startEmulators() throws Exception {
        Files.createDirectories(folder.resolve("buckets/taxi"));
        kinesis = LocalKinesis.start();
        s3 = LocalS3.start(folder.resolve("buckets"), folder);
        stream = LocalStream.create(kinesis.endpoint(), "trips", 1);
    }

    @AfterAll
    static void stopEmulators() throws Exception {
        stream.close();
        s3.close();
        kinesis.close();
    }

    @Test
    void missingStreamIsNamedWithItsEndpoint() {
        assertThatThrownBy(() -> submit("nowhere", kinesis.endpoint(), "s3://taxi"))
                .hasMessage("there is no Kinesis stream \"nowhere\" at %s", kinesis.endpoint());
    }

    @Test
    void unreachableKinesisIsNamed() {
        assertThatThrownBy(() -> submit("trips", NOBODY, "s3://taxi"))
                .hasMessageStartingWith(
                        "Kinesis cannot be reached at http://127.0.0.1:1 for the stream \"trips\"");
    }

    @Test
    void deniedAccessIsSaid() throws IOException {
        HttpServer denying =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer =
                "{\"__type\":\"AccessDeniedException\",\"message\":\"not you\"}"
                        .getBytes(StandardCharsets.UTF_8);
        denying.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(400, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        denying.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + denying.getAddress().getPort());
            assertThatThrownBy(() -> submit("trips", endpoint, "s3://taxi"))
                    .hasMessage(
                            "the Kinesis stream \"trips\" at %s cannot be described: not you"
                                    + " (AccessDeniedException)",
                            endpoint);
        } finally {
            denying.stop(0);
        }
    }

    @Test
    void missingBucketIsNamed() {
        assertThatThrownBy(() -> submit("trips", kinesis.endpoint(), "s3://no-such-bucket/x"))
                .hasMessage(
                        "nothing can be written to s3://no-such-bucket/x at %s:"
                                + " The specified bucket does not exist (NoSuchBucket)",
                        s3.endpoint());
    }

    @Test
    void unreachableS3IsNamed() {
        assertThatThrownBy(() -> submitWithS3At(NOBODY))
                .hasMessageContainingAll("to s3://taxi", "http://127.0.0.1:1");
    }

    private static void submit(String streamName, URI kinesisEndpoint, String output)
            throws Exception {
        submit(s3.endpoint(), streamName, kinesisEndpoint, output);
    }

    private static void submitWithS3At(URI s3Endpoint) throws Exception {
        submit(s3Endpoint, "trips", kinesis.endpoint(), "s3://taxi");
    }

    private static void submit(
            URI s3Endpoint, String streamName, URI kinesisEndpoint, String output)
            throws Exception {
        try (LocalFlink flink =
                LocalFlink.start(Path.of("flink-conf"), FlinkOptions.local(s3Endpoint, folder))) {
            flink.submit(
                    JobSettings.read(
                            new String[] {
                                "--kinesis.stream", streamName,
                                "--kinesis.endpoint", kinesisEndpoint.toString(),
                                "--output.path", output
                            }),
                    Optional.empty());
        }
    }
}
