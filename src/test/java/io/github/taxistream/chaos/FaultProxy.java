package io.github.taxistream.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and an HTTP/1.1 server on this machine, passes bytes as they are, and
 * lets requests fail as it is told.
 */
final class FaultProxy implements AutoCloseable {

    private static final int LINGER_MILLIS = 5_000;
    private static final byte[] CONTINUE = "HTTP/1.1 100".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final ServerSocket listener;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultProxy(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Listens on a free loopback port. */
    static FaultProxy inFrontOf(URI server) throws IOException {
        FaultProxy proxy =
                new FaultProxy(server, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        start("accept", proxy::acceptAll);
        return proxy;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Lets requests fail from now on, or until the fault has happened as often as it should. */
    Fault inject(Fault fault) {
        faults.add(fault);
        return fault;
    }

    /** Lets all requests through again. */
    void heal() {
        faults.clear();
    }

    private void acceptAll() {
        while (closed.getCount() > 0) {
            try {
                Socket client = listener.accept();
                start("serve", () -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(server.getHost(), server.getPort())) {
            Connection connection = new Connection(client, upstream);
            start("answer", connection::passAnswers);
            connection.passRequests();
        } catch (IOException e) {
            // One side hung up; closing both tells the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket upstream;
        private volatile boolean isAnswerLost;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void passRequests() throws IOException, InterruptedException {
            InputStream in = new BufferedInputStream(client.getInputStream());
            Optional<RequestHead> request = RequestHead.read(in);
            while (request.isPresent() && pass(request.get(), in)) {
                request = RequestHead.read(in);
            }
        }

        /** Answers whether the connection is still good. */
        private boolean pass(RequestHead request, InputStream in)
                throws IOException, InterruptedException {
            Optional<Fault> fault = faults.stream().filter(f -> f.befalls(request)).findFirst();
            return fault.isPresent() ? fail(fault.get(), request, in) : forward(request, in);
        }

        private boolean fail(Fault fault, RequestHead request, InputStream in)
                throws IOException, InterruptedException {
            return switch (fault.kind()) {
                case RESET -> {
                    reset();
                    yield false;
                }
                case ANSWERED -> {
                    answer(request, in, fault.answer());
                    yield false;
                }
                case ANSWER_LOST -> {
                    isAnswerLost = true;
                    yield forward(request, in);
                }
                case HANGING ->
                        !closed.await(fault.duration().toMillis(), TimeUnit.MILLISECONDS)
                                && forward(request, in);
            };
        }

        private boolean forward(RequestHead request, InputStream in) throws IOException {
            OutputStream out = upstream.getOutputStream();
            out.write(request.bytes());
            copy(in, request.bodyBytes(), out);
            out.flush();
            return true;
        }

        private void answer(RequestHead request, InputStream in, String answer) throws IOException {
            if (!request.expectsContinue()) {
                copy(in, request.bodyBytes(), OutputStream.nullOutputStream());
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            // Closing with bytes unread would send a RST, which can overtake the answer.
            client.shutdownOutput();
            client.setSoTimeout(LINGER_MILLIS);
            in.transferTo(OutputStream.nullOutputStream());
        }

        void passAnswers() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = upstream.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (isAnswerLost && !isContinue(buffer, n)) {
                        reset();
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, n);
                }
                client.close();
            } catch (IOException e) {
                // One side hung up, which the thread of the requests sees too.
            }
        }

        private boolean isContinue(byte[] bytes, int count) {
            return count >= CONTINUE.length
                    && java.util.Arrays.equals(
                            bytes, 0, CONTINUE.length, CONTINUE, 0, CONTINUE.length);
        }

        /** With no time to linger, closing sends a RST. */
        private void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        private void copy(InputStream in, long count, OutputStream out) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long left = count;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (n < 0) {
                    throw new IOException("the client hung up within a body");
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
