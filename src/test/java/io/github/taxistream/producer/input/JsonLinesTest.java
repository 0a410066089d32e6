package io.github.taxistream.producer.input;

import static io.github.taxistream.support.Gzip.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.trip.ArchiveFormat;
import io.github.taxistream.trip.Instants;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of the job's archive is sent again record by record, to the byte. */
class JsonLinesTest {

    private static final InputRules RULES =
            new InputRules(JsonFormat.JSON, new PlainReading(Duration.ofHours(1), Instants.REJECT));

    @TempDir Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyRecordOfAnArchiveComesOutAsItWentIn() throws Exception {
        String trip = "{\"pickup_datetime\":\"2024-02-03 08:15:00\",\"PULocationID\":%d}";
        List<byte[]> records =
                List.of(
                        bytes("not JSON at all, first"),
                        bytes(String.format(trip, 1)),
                        bytes(String.format(trip, 2) + "\n" + String.format(trip, 3) + "\n"),
                        bytes("{\n  \"pickup_datetime\": \"2024-02-03 08:15:00\"\n}"),
                        bytes(""),
                        bytes("\n\n"),
                        bytes("PAR1"),
                        bytes(String.format(trip, 4) + "\r\n"),
                        gzip(bytes(String.format(trip, 5))),
                        new byte[] {(byte) 0xC3, 0, 1, (byte) 0xFF},
                        bytes("{\"record_base64\":\"e30=\"}"));
        Path file = folder.resolve("part-0.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (byte[] record : records) {
                ArchiveFormat.write(record, out);
            }
        }

        List<byte[]> again = new ArrayList<>();
        List<Boolean> several = new ArrayList<>();
        try (RecordSource source = TripFile.open(new LocalFile(file), RULES)) {
            for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
                again.add(r.payload());
                several.add(r.hasSeveralEntries());
            }
        }
        assertThat(again).containsExactlyElementsOf(records);
        assertThat(several.indexOf(true)).isEqualTo(2);
    }

    @Test
    void aRecordOfSeveralTripsIsOneRecord() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("several.jsonl"),
                        "[{\"pickup_datetime\":\"2024-02-03 08:15:00\",\"PULocationID\":7},{}]\n");
        try (RecordSource source = TripFile.open(new LocalFile(file), RULES)) {
            OutgoingRecord record = source.next();
            assertThat(record.zoneId()).isEqualTo(7);
            assertThat(record.onlyTrip()).isNull();
            assertThat(source.next()).isNull();
        }
    }

    /** NYC Open Data's API lays arrays out with the comma in front. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n  \"PULocationID\": 7\n}\n",
                "[\n{\"PULocationID\": 7}\n]\n",
                "[{\"PULocationID\": 7}\n,{\"PULocationID\": 8}]\n",
                "[{\"PULocationID\": 7},\r\n{\"PULocationID\": 8}]\r\n",
                "[ {\"PULocationID\": 7} ,\n  {\"PULocationID\": 8} ]\n"
            })
    void jsonOverSeveralLinesIsRefused(String json) throws Exception {
        Path file = Files.writeString(folder.resolve("trips.json"), json);
        try (RecordSource source = TripFile.open(new LocalFile(file), RULES)) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is JSON over several lines");
        }
    }
}
