package io.github.taxistream.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The request line and the headers of an HTTP/1.1 request, and the very bytes they came as. */
final class RequestHead {

    private final byte[] bytes;
    private final String method;
    private final String target;
    private final Map<String, String> headers = new HashMap<>();

    private RequestHead(byte[] bytes) {
        this.bytes = bytes;
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().collect(Collectors.toList());
        String[] requestLine = lines.get(0).split(" ", 3);
        method = requestLine[0];
        target = requestLine[1];
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
    }

    /** Reads the next head; empty at the end of the connection. */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return Optional.of(new RequestHead(head.toByteArray()));
    }

    byte[] bytes() {
        return bytes;
    }

    String method() {
        return method;
    }

    /** The path and the query. */
    String target() {
        return target;
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Whether the client waits for an answer before it sends the body. */
    boolean expectsContinue() {
        return header("Expect").equalsIgnoreCase("100-continue");
    }

    /**
     * How many bytes follow.
     *
     * @throws IOException if the body is sent in chunks, which neither client does
     */
    long bodyBytes() throws IOException {
        if (!header("Transfer-Encoding").isEmpty()) {
            throw new IOException("a chunked request is not understood here: " + this);
        }
        return header("Content-Length").isEmpty() ? 0 : Long.parseLong(header("Content-Length"));
    }

    @Override
    public String toString() {
        return method + " " + target + " " + header("X-Amz-Target");
    }
}
