package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportServerTest {

    private String tag = "\"1\"";
    private final ReportServer server =
            new ReportServer(0, () -> new ReportServer.Snapshot("{\"live\":true}", tag));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The first line of the answer to a request for another host's page. */
    private String statusFor(String host) throws IOException {
        URI address = server.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void itServesThePageWithAPolicyThatLetsItAskOnlyItsServer() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("{\"live\":true}");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .startsWith("default-src 'none'; ")
                                        .contains("connect-src 'self'")
                                        .doesNotContain("unsafe", "http:", "*"));
    }

    @Test
    void figuresThatHaveNotChangedAreNotSentAgain() throws Exception {
        assertThat(get("/figures.json").body()).isEqualTo("{\"live\":true}");
        assertThat(get("/figures.json", "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
        tag = "\"2\"";
        HttpResponse<String> newer = get("/figures.json", "If-None-Match", "\"1\"");
        assertThat(newer.statusCode()).isEqualTo(200);
        assertThat(newer.headers().firstValue("ETag")).isEqualTo(Optional.of("\"2\""));
    }

    @Test
    void aNameThatWasMadeToPointAtThisMachineIsRefused() throws Exception {
        int port = server.address().getPort();
        assertThat(statusFor("evil.example:" + port)).contains(" 421 ");
        assertThat(statusFor("127.0.0.1")).contains(" 421 ");
        assertThat(statusFor("localhost:" + port)).contains(" 200 ");
        assertThat(statusFor("127.0.0.1:" + port)).contains(" 200 ");
    }

    @Test
    void onlyReadingIsServedAndOnlyOnThisMachine() throws Exception {
        HttpRequest post =
                HttpRequest.newBuilder(server.address())
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void aPortInUseGivesWayToTheNextFreeOne() {
        int taken = server.address().getPort();
        try (ReportServer other =
                new ReportServer(taken, () -> new ReportServer.Snapshot("{}", "\"1\""))) {
            assertThat(other.address().getPort()).isGreaterThan(taken);
        }
    }
}
