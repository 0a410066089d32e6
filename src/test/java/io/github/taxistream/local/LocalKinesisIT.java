package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The emulator of Kinesis. */
class LocalKinesisIT {

    private static final List<String> HALF_A_REQUEST =
            List.of("POST / HTTP/1.1", "Host: a", "Content-Length: 9", "Expect: 100-continue", "");

    @Test
    void livesOnWhenAClientBreaksOffInTheMiddleOfARequest() throws Exception {
        try (LocalKinesis kinesis = LocalKinesis.start();
                LocalStream stream = LocalStream.create(kinesis.endpoint(), "trips", 1)) {
            breakOffARequest(kinesis.endpoint());
            stream.split(stream.openShards().get(0));
            assertThat(stream.openShards()).hasSize(2);
        }
    }

    private static void breakOffARequest(URI endpoint) throws Exception {
        try (Socket client = new Socket(endpoint.getHost(), endpoint.getPort())) {
            for (String line : HALF_A_REQUEST) {
                client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            // It answers before the body, and so has begun with the request.
            assertThat(client.getInputStream().read()).isEqualTo('H');
        }
    }
}
