package io.github.taxistream.producer.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP server that answers each of Kinesis's operations as it is told, and no other. */
public final class ScriptedKinesis implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private record Answer(int status, String body) {}

    public ScriptedKinesis() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next answer to an operation; the last one is given again and again. */
    public synchronized ScriptedKinesis on(String operation, String body) {
        return on(operation, 200, body);
    }

    /** An error as the next answer to an operation. */
    public synchronized ScriptedKinesis failing(String operation, int status, String code) {
        return on(operation, status, "{\"__type\":\"" + code + "\",\"message\":\"scripted\"}");
    }

    private ScriptedKinesis on(String operation, int status, String body) {
        answers.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** The operations asked for, in order. */
    public synchronized List<String> asked() {
        return new ArrayList<>(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        Answer answer = next(operation);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Answer next(String operation) {
        asked.add(operation);
        Deque<Answer> left = answers.getOrDefault(operation, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new Answer(400, "{\"__type\":\"UnknownOperationException\",\"message\":\"\"}");
        }
        return left.size() > 1 ? left.poll() : left.peek();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
