package io.github.taxistream.local.canned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.local.Certificate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CannedTlsTest {

    @Test
    void clientThatTrustsItsCertificateIsAnswered(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of(folder, "localhost").context();
        CannedRecords records = new CannedRecords(List.of(new byte[1]), 0);
        CannedStream stream = new CannedStream(records, CannedLoad.full(1, 1), () -> 0);
        try (CannedKinesis kinesis = CannedKinesis.start(stream, 0, tls)) {
            HttpRequest request =
                    HttpRequest.newBuilder(kinesis.endpoint())
                            .header("X-Amz-Target", "Kinesis_20131202.ListShards")
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .POST(BodyPublishers.ofString("{\"StreamName\":\"trips\"}"))
                            .build();
            HttpClient https = HttpClient.newBuilder().sslContext(tls).build();

            assertThat(kinesis.endpoint()).hasScheme("https");
            assertThat(https.send(request, BodyHandlers.ofString()).body())
                    .contains("shardId-000000000000");
        }
    }
}
