package io.github.taxistream.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(60)
class S3StoreTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("\r\ncontent-length: (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 0\r\n\r\n";

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @Test
    void connectionThatWasClosedMeanwhileIsTriedAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
            S3Store store = store(server.getLocalPort());
            store.put("first", CONTENT);
            store.put("second", CONTENT);
            served.get(10, TimeUnit.SECONDS);
        }

        assertThat(requests)
                .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
                .containsExactly("PUT /bucket/first", "PUT /bucket/second", "PUT /bucket/second");
        assertThat(requests).noneMatch(head -> head.contains("100-continue"));
    }

    private static S3Store store(int port) {
        return new S3Store(
                S3Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + port))
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local"))),
                "bucket");
    }

    /** Answers a request, closes its connection on the next one, and answers a third. */
    private void serve(ServerSocket server) {
        try {
            try (Socket client = server.accept()) {
                answer(client);
                requests.add(head(client.getInputStream()));
            }
            try (Socket client = server.accept()) {
                answer(client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Socket client) throws IOException {
        String head = head(client.getInputStream());
        requests.add(head);
        Matcher length = CONTENT_LENGTH.matcher(head);
        assertThat(length.find()).as(head).isTrue();
        client.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        client.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
