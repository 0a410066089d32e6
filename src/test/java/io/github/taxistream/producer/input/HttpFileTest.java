package io.github.taxistream.producer.input;

import static io.github.taxistream.support.Gzip.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.trip.Instants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that drops the connection after each part of a file. */
class HttpFileTest {

    private static final InputRules RULES =
            new InputRules(JsonFormat.JSON, new PlainReading(Duration.ofHours(1), Instants.REJECT));

    private static final int ROWS = 5000;

    @TempDir Path folder;

    private HttpServer server;
    private byte[] content;
    private int bytesBeforeDrop = Integer.MAX_VALUE;
    private boolean givesParts = true;
    private String etag = "\"one\"";
    private int requests;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        StringBuilder csv = new StringBuilder("tpep_pickup_datetime,PULocationID,fare_amount\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("2024-01-31 23:59:59,132,").append(i).append("\n");
        }
        content = csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests++;
        if (exchange.getRequestURI().getPath().endsWith("missing")) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        boolean part = range != null && givesParts && (ifRange == null || ifRange.equals(etag));
        int from = part ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
        exchange.getResponseHeaders().add("ETag", etag);
        if (part) {
            exchange.getResponseHeaders()
                    .add(
                            "Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int left = content.length - from;
        exchange.sendResponseHeaders(part ? 206 : 200, left);
        exchange.getResponseBody().write(content, from, Math.min(left, bytesBeforeDrop));
        exchange.getResponseBody().flush();
        // Closing before all promised bytes are written drops the connection.
        exchange.close();
    }

    private URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    private long read(String name) throws IOException {
        SourceFile file = InputPaths.resolve(List.of(uri(name).toString()), s3 -> List.of()).get(0);
        long records = 0;
        try (RecordSource source = TripFile.open(file, RULES)) {
            for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
                records++;
            }
        }
        return records;
    }

    /** As Firehose packs its files: a member for each piece that it had. */
    @Test
    void everyMemberOfAGzipIsReadThoughItsBytesComeLittleByLittle() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            packed.writeBytes(gzip((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        content = packed.toByteArray();
        bytesBeforeDrop = 50_000;
        assertThat(read("trips.csv.gz")).isEqualTo(ROWS);
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws Exception {
        bytesBeforeDrop = 20_000;
        assertThat(read("trips.csv")).isEqualTo(ROWS);
        assertThat(requests).isGreaterThan(3);
    }

    @Test
    void aServerWithoutPartsIsASentenceAndNoShortRead() {
        bytesBeforeDrop = 50_000;
        givesParts = false;
        assertThatThrownBy(() -> read("trips.csv"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(uri("trips.csv").toString())
                .hasMessageContaining("it broke off after 50000 of " + content.length + " bytes")
                .hasMessageContaining("does not send parts of it");
    }

    @Test
    void aFileThatChangesMeanwhileIsNotJoined() {
        bytesBeforeDrop = 50_000;
        server.removeContext("/");
        server.createContext(
                "/",
                exchange -> {
                    answer(exchange);
                    etag = "\"two\"";
                });
        assertThatThrownBy(() -> read("trips.csv"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("or the file has changed");
    }

    @Test
    void aFileThatIsMissingIsASentence() {
        assertThatThrownBy(() -> read("missing"))
                .isInstanceOf(Problem.class)
                .hasMessage(uri("missing") + " cannot be read: its server returns 404");
    }

    @Test
    void parquetIsReadByItsPartsAlsoWhenTheConnectionBreaks() throws Exception {
        Path parquet = folder.resolve("trips.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT TIMESTAMP '2024-01-31 23:00:00' AS tpep_pickup_datetime,"
                            + " 132 AS \"PULocationID\", random() AS fare_amount"
                            + " FROM range(20000)) TO '"
                            + parquet
                            + "' (FORMAT parquet, COMPRESSION uncompressed)");
        }
        content = Files.readAllBytes(parquet);
        bytesBeforeDrop = 60_000;
        assertThat(read("trips.parquet")).isEqualTo(20_000);
    }
}
