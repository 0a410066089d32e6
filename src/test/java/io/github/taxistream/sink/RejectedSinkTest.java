package io.github.taxistream.sink;

import static io.github.taxistream.support.Trips.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.support.ParquetRows;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InNewYork.class)
class RejectedSinkTest {

    private static final byte[] NOT_UTF8 = {(byte) 0xC3, 0x28, '\n', 0};

    @TempDir Path output;

    @Test
    void lineHoldsReasonPlaceAndText() throws Exception {
        assertThat(line(rejected("a sentence", "{\"a\":1}", "23:59:59")))
                .isEqualTo(
                        "{\"reason\":\"bad_zone\",\"detail\":\"a sentence\",\"stream\":\"trips\","
                                + "\"shard_id\":\"shardId-000000000001\",\"sequence_number\":\"42\","
                                + "\"arrival_time\":\"2024-01-31T23:59:59Z\","
                                + "\"payload\":\"{\\\"a\\\":1}\"}\n");
    }

    @Test
    void textIsReadBackWhateverIsInIt() throws Exception {
        for (String text :
                List.of("", "a\nb\r\nc", "\t\u0000\u001f\u007f", "\"\\/", "\uFEFFü漢🚕", "\u2028")) {
            String line = line(rejected("it says \"" + text + "\"", text, "10:00"));
            assertThat(line.strip()).doesNotContain("\n", "\r");
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.get("payload").textValue()).isEqualTo(text);
            assertThat(json.get("detail").textValue()).isEqualTo("it says \"" + text + "\"");
            assertThat(json.has("payload_base64")).isFalse();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreInBase64() throws Exception {
        JsonNode json = new ObjectMapper().readTree(line(rejected("", NOT_UTF8, "10:00")));

        assertThat(json.get("payload_base64").binaryValue()).isEqualTo(NOT_UTF8);
        assertThat(json.has("payload")).isFalse();
    }

    @Test
    void megabyteIsOneLine() throws Exception {
        String text = "x\n".repeat(1 << 19);
        assertThat(line(rejected("", text, "10:00")).lines()).hasSize(1);
    }

    @Test
    void halfOfACharacterInADetailDoesNotSpoilTheFile() throws Exception {
        write(
                rejected("pickup time \"\ud83d\" is not", "{}", "10:00"),
                rejected("pickup time \"\ude95\" is not", "{}", "10:00"));

        assertThat(
                        ParquetRows.queryFiles(
                                "SELECT count(*) FROM read_json('"
                                        + output
                                        + "/rejected/*/*.jsonl', format = 'newline_delimited')"))
                .containsExactly("2");
    }

    @Test
    void linesLieInTheFolderOfTheirDayOfArrivalInUtc() throws Exception {
        write(
                rejected("", "first", "00:00"),
                rejected("", NOT_UTF8, "23:59:59"),
                TripEnvelope.rejected(rejection(""), at("23:59:59") + 1000, new byte[0]));

        assertThat(WrittenFiles.textByFolder(output.resolve("rejected")))
                .containsOnlyKeys("arrival_date=2024-01-31", "arrival_date=2024-02-01")
                .hasEntrySatisfying(
                        "arrival_date=2024-01-31",
                        text ->
                                assertThat(text.lines())
                                        .hasSize(2)
                                        .anyMatch(l -> l.contains("first")));
    }

    private void write(TripEnvelope... envelopes) throws Exception {
        WrittenFiles.write(
                ValueType.TRIP_ENVELOPE,
                List.of(envelopes),
                RejectedSink.under(org.apache.flink.core.fs.Path.fromLocalFile(output.toFile())));
    }

    private static String line(TripEnvelope envelope) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RejectedSink.JsonLine().encode(envelope, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static TripEnvelope rejected(String detail, String payload, String arrival) {
        return rejected(detail, payload.getBytes(StandardCharsets.UTF_8), arrival);
    }

    private static TripEnvelope rejected(String detail, byte[] payload, String arrival) {
        return TripEnvelope.rejected(rejection(detail), at(arrival), payload);
    }

    private static Rejection rejection(String detail) {
        return new Rejection(RejectReason.BAD_ZONE, detail, "trips", "shardId-000000000001", "42");
    }
}
