package io.github.taxistream.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.taxistream.deploy.AwsTools;
import io.github.taxistream.local.Certificate;
import io.github.taxistream.local.LocalProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * AWS's own STS, as a client sees it: moto behind TLS for STS's host names, which a client reaches
 * through an HTTP proxy, as the AWS SDK 1 takes no other address for it.
 */
public final class EmulatedSts implements AutoCloseable {

    private static final String[] HOSTS = {"sts.amazonaws.com", "sts.us-east-1.amazonaws.com"};

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Certificate certificate;
    private final LocalProcess moto;
    private final URI motoUri;
    private final HttpsServer sts;
    private final ServerSocket proxy;

    private EmulatedSts(Path folder) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        certificate = Certificate.of(folder, HOSTS);
        int port = LocalProcess.freePort();
        motoUri = URI.create("http://127.0.0.1:" + port);
        moto =
                LocalProcess.start(
                        "moto",
                        folder,
                        folder.resolve("moto.log"),
                        port,
                        List.of(
                                AwsTools.command("moto_server"),
                                "-H",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port)));
        sts = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        sts.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        sts.createContext("/", this::forward);
        sts.start();
        proxy = new ServerSocket(0, 50, loopback);
        daemon(this::serveTunnels);
    }

    /** Starts all of it, with what it writes in the folder. */
    public static EmulatedSts start(Path folder) throws Exception {
        return new EmulatedSts(folder);
    }

    /** The proxy through which STS is found, for HTTPS_PROXY. */
    public String proxy() {
        return "http://127.0.0.1:" + proxy.getLocalPort();
    }

    /** The certificate of STS's host names. */
    public Certificate certificate() {
        return certificate;
    }

    /** The bodies of the requests that STS was sent. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new String(body, StandardCharsets.UTF_8));
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(motoUri)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            // By the signature, where there is one, moto knows that it is asked as STS.
            String signature = exchange.getRequestHeaders().getFirst("Authorization");
            if (signature != null) {
                request.header("Authorization", signature);
            }
            HttpResponse<byte[]> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever host a client asks for, it gets STS. */
    private void serveTunnels() {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                daemon(() -> serveTunnel(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serveTunnel(Socket client) {
        try (client;
                Socket server = new Socket()) {
            BufferedReader request =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                // The client says nothing more before the tunnel stands.
            }
            server.connect(sts.getAddress());
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            daemon(() -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has hung up.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        sts.stop(0);
        moto.close();
    }
}
