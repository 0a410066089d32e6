package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/metrics.sh} before a REST interface that answers as Flink's does. */
class MetricsScriptTest {

    /** What Flink's server takes of a request line, by default of Netty's decoder. */
    private static final int MOST_LINE_BYTES = 4096;

    private HttpServer flink;
    private String output;

    private String flink(int shards, String state) throws IOException {
        List<String> names =
                Stream.concat(
                                Stream.of("0.records.kinesisanalytics.rejected_bad_zone"),
                                IntStream.range(0, shards)
                                        .mapToObj(
                                                i ->
                                                        String.format(
                                                                "Source__Kinesis_records"
                                                                        + ".KinesisConsumer.stream"
                                                                        + ".taxi-trips.shardId"
                                                                        + ".shardId-%012d"
                                                                        + ".millisBehindLatest",
                                                                i)))
                        .collect(Collectors.toList());
        flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext("/", exchange -> answer(exchange, names, state));
        flink.start();
        return "http://127.0.0.1:" + flink.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, List<String> names, String state)
            throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int status = 200;
        String body;
        if (exchange.getRequestURI().toString().length() > MOST_LINE_BYTES) {
            status = 414;
            body = "{\"errors\":[\"An HTTP line is larger than 4096 bytes.\"]}";
        } else if (path.equals("/jobs/overview")) {
            body =
                    "{\"jobs\":[{\"jid\":\"ab12\",\"name\":\"taxi-stream\",\"state\":\""
                            + state
                            + "\"}]}";
        } else if (path.equals("/jobs/ab12")) {
            body =
                    "{\"jid\":\"ab12\",\"vertices\":[{\"id\":\"cd34\",\"slotSharingGroupId\":\"e\"}]}";
        } else if (query.contains("get=")) {
            String wanted = query.substring(query.indexOf("get=") + 4);
            body =
                    Stream.of(wanted.split(",", -1))
                            .map(
                                    name ->
                                            "{\"id\":\""
                                                    + name
                                                    + "\",\"min\":1.0,\"max\":2.0,\"sum\":3.0}")
                            .collect(Collectors.joining(",", "[", "]"));
        } else {
            body =
                    names.stream()
                            .map(name -> "{\"id\":\"" + name + "\"}")
                            .collect(Collectors.joining(",", "[", "]"));
        }
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private int metrics(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("scripts/metrics.sh"), Stream.of(arguments))
                        .collect(Collectors.toList());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @AfterEach
    void stop() {
        if (flink != null) {
            flink.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 300})
    void everyShardHasItsLine(int shards) throws Exception {
        assertThat(metrics(flink(shards, "RUNNING"))).as(output).isZero();
        assertThat(output.lines().filter(line -> line.contains("millisBehindLatest")))
                .hasSize(shards)
                .allMatch(line -> line.matches("shardId-\\d+\\.millisBehindLatest +1 +2 +3"));
        assertThat(output).contains("rejected_bad_zone ");
    }

    @Test
    void thatNothingAnswersIsNotThatNoJobRuns() throws Exception {
        String url = flink(1, "FINISHED");
        assertThat(metrics(url)).isEqualTo(1);
        assertThat(output).contains("Flink responds at " + url + ", but no job runs there");
        flink.stop(0);
        assertThat(metrics(url)).isEqualTo(1);
        assertThat(output).contains("no Flink responds at " + url);
    }

    @Test
    void anErrorIsSaid() throws Exception {
        flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext(
                "/",
                exchange -> {
                    boolean isOverview =
                            exchange.getRequestURI().getPath().equals("/jobs/overview");
                    String body =
                            isOverview
                                    ? "{\"jobs\":[{\"jid\":\"ab12\",\"name\":\"taxi-stream\","
                                            + "\"state\":\"RUNNING\"}]}"
                                    : "{\"errors\":[\"scripted\"]}";
                    exchange.sendResponseHeaders(isOverview ? 200 : 500, body.length());
                    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        flink.start();
        assertThat(metrics("http://127.0.0.1:" + flink.getAddress().getPort())).isEqualTo(1);
        assertThat(output).contains("returns 500").contains("scripted");
    }
}
