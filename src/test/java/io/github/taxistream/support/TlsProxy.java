package io.github.taxistream.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Puts TLS before a server on this machine that speaks HTTP/1.1 and HTTP/2 without it. The client
 * chooses between the two by ALPN, as it does with AWS.
 */
public final class TlsProxy implements AutoCloseable {

    private static final int BACKLOG = 100;

    private final SSLServerSocket listener;
    private final int serverPort;

    private TlsProxy(SSLServerSocket listener, int serverPort) {
        this.listener = listener;
        this.serverPort = serverPort;
    }

    /** Listens on a free loopback port. */
    public static TlsProxy inFrontOf(int serverPort, SSLContext context) throws IOException {
        SSLServerSocket listener =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        listener.setSSLParameters(parameters);
        TlsProxy proxy = new TlsProxy(listener, serverPort);
        start(proxy::acceptAll);
        return proxy;
    }

    /** Where it listens, by the host name localhost. */
    public URI endpoint() {
        return URI.create("https://localhost:" + listener.getLocalPort());
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) listener.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            start(() -> pass(server, client));
            pass(client, server);
        } catch (IOException e) {
            // The server is gone; closing tells the client.
        }
    }

    /** Passes bytes until one side hangs up, and tells the other. */
    private static void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try (to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // As good as its end.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
