package io.github.taxistream.producer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.local.Certificate;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.trip.Instants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS that drops the connection after each part of a file. */
class HttpsFileTest {

    private static final InputRules RULES =
            new InputRules(JsonFormat.JSON, new PlainReading(Duration.ofHours(1), Instants.REJECT));

    private static final int ROWS = 5000;

    @TempDir Path folder;

    private HttpsServer server;
    private SSLContext tls;
    private byte[] content;
    private int requests;

    @BeforeEach
    void start() throws Exception {
        StringBuilder csv = new StringBuilder("tpep_pickup_datetime,PULocationID,fare_amount\n");
        csv.append("2024-01-31 23:59:59,132,12.5\n".repeat(ROWS));
        content = csv.toString().getBytes(StandardCharsets.UTF_8);
        tls = Certificate.of(folder, "localhost").context();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws Exception {
        HttpClient trusting = HttpClient.newBuilder().sslContext(tls).build();
        assertThat(read(new HttpFile(uri(), trusting))).isEqualTo(ROWS);
        assertThat(requests).isGreaterThan(3);
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        assertThatThrownBy(() -> read(new HttpFile(uri(), HttpClient.newHttpClient())))
                .hasMessageContaining(uri().toString());
        assertThat(requests).isZero();
    }

    private static long read(SourceFile file) throws IOException {
        long records = 0;
        try (RecordSource source = TripFile.open(file, RULES)) {
            while (source.next() != null) {
                records++;
            }
        }
        return records;
    }

    private URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/trips.csv");
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests++;
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.getResponseHeaders().add("ETag", "\"one\"");
        exchange.getResponseHeaders()
                .add(
                        "Content-Range",
                        "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        int left = content.length - from;
        exchange.sendResponseHeaders(range == null ? 200 : 206, left);
        exchange.getResponseBody().write(content, from, Math.min(left, 20_000));
        exchange.getResponseBody().flush();
        // Closing before all promised bytes are written drops the connection.
        exchange.close();
    }
}
