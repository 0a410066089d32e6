package io.github.taxistream.producer.input;

import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A file on a web server. */
final class HttpFile extends RemoteFile {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final URI uri;
    private final HttpClient http;
    private String etag;

    HttpFile(URI uri) {
        this(
                uri,
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build());
    }

    HttpFile(URI uri, HttpClient http) {
        this.uri = uri;
        this.http = http;
    }

    @Override
    public String name() {
        return uri.toString();
    }

    @Override
    protected Part openAt(long offset) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            if (etag != null) {
                // Otherwise the halves of two different files could be joined unnoticed.
                request.header("If-Range", etag);
            }
        }
        HttpResponse<InputStream> response = send(request.build());
        if (response.statusCode() == OK && offset == 0) {
            return whole(response);
        }
        if (response.statusCode() == PARTIAL && offset > 0) {
            return new Part(response.body(), lengthOf(response));
        }
        response.body().close();
        throw new IOException(
                response.statusCode() == OK
                        ? "its server does not send parts of it, or the file has changed"
                        : "its server returns " + response.statusCode());
    }

    private Part whole(HttpResponse<InputStream> response) throws IOException {
        etag =
                response.headers()
                        .firstValue("ETag")
                        // Weak tags do not promise the same bytes.
                        .filter(tag -> !tag.startsWith("W/"))
                        .orElse(null);
        long length = response.headers().firstValueAsLong("Content-Length").orElse(UNKNOWN_LENGTH);
        boolean endIsMarked =
                response.version() == HttpClient.Version.HTTP_2
                        || response.headers().firstValue("Transfer-Encoding").isPresent();
        if (length == UNKNOWN_LENGTH && !endIsMarked) {
            response.body().close();
            throw new IOException(
                    "its server does not say where it ends, so a broken connection would go unnoticed");
        }
        return new Part(response.body(), length);
    }

    /** From a header like {@code Content-Range: bytes 100-199/200}. */
    private static long lengthOf(HttpResponse<InputStream> response) {
        Optional<String> range = response.headers().firstValue("Content-Range");
        return range.map(text -> text.substring(text.indexOf('/') + 1))
                .filter(text -> text.chars().allMatch(Character::isDigit))
                .map(Long::parseLong)
                .orElse(UNKNOWN_LENGTH);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            throw new IOException("it cannot be reached: " + FailureWords.of(e), e);
        }
    }
}
