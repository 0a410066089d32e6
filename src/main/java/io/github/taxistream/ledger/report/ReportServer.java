package io.github.taxistream.ledger.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves the page to browsers of this machine, and to them only. */
final class ReportServer implements AutoCloseable {

    /** How many ports after the wanted one are tried. */
    private static final int TRIED_PORTS = 100;

    private static final int HIGHEST_PORT = 65_535;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, ReportServer::thread);
    private final Page page = new Page(true);
    private final Supplier<Snapshot> figures;

    /** What is to be served, and a tag that changes with it. */
    static final class Snapshot {

        final String figures;
        final String tag;

        Snapshot(String figures, String tag) {
            this.figures = figures;
            this.tag = tag;
        }
    }

    /**
     * @param port the port; the next free one if it is in use; 0 for any
     * @throws Problem if no port is free
     */
    ReportServer(int port, Supplier<Snapshot> figures) {
        this.figures = figures;
        server = bind(port);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private static HttpServer bind(int port) {
        for (int tried = port; tried < port + TRIED_PORTS && tried <= HIGHEST_PORT; tried++) {
            try {
                return HttpServer.create(new InetSocketAddress(LOOPBACK, tried), 0);
            } catch (BindException e) {
                // In use: the next one may be free.
            } catch (IOException e) {
                throw new Problem(
                        "The report cannot be served at port " + tried + ": " + FailureWords.of(e),
                        e);
            }
        }
        throw new Problem(
                "The report cannot be served: port " + port + " and those after it are in use.");
    }

    /** Where the page is. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
                // A page from elsewhere whose name was made to point at this machine.
                send(exchange, 421, "text/plain", "This is " + address() + " only.\n");
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                send(exchange, 405, "text/plain", "Only GET is served.\n");
            } else if (path.equals("/")) {
                Snapshot now = figures.get();
                send(
                        exchange,
                        200,
                        "text/html",
                        new String(page.with(now.figures), StandardCharsets.UTF_8));
            } else if (path.equals("/figures.json")) {
                serveFigures(exchange);
            } else {
                send(exchange, 404, "text/plain", "The report is at " + address() + "\n");
            }
        } finally {
            exchange.close();
        }
    }

    private boolean isOurs(String host) {
        int port = server.getAddress().getPort();
        return Set.of("127.0.0.1:" + port, "localhost:" + port).contains(String.valueOf(host));
    }

    private void serveFigures(HttpExchange exchange) throws IOException {
        Snapshot now = figures.get();
        exchange.getResponseHeaders().set("ETag", now.tag);
        if (now.tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, "application/json", "");
        } else {
            send(exchange, 200, "application/json", now.figures);
        }
    }

    private void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-cache");
        boolean hasBody = status != 304 && exchange.getRequestMethod().equals("GET");
        exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "report-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
