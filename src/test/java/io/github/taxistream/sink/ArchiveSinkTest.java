package io.github.taxistream.sink;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InNewYork.class)
class ArchiveSinkTest {

    @TempDir Path output;

    @Test
    void everyRecordIsALineInTheHourOfItsArrivalInUtc() throws Exception {
        write(
                trip("{\"a\": 1}", at("22:59:59")),
                rejected("not a trip", at("23:00")),
                trip("  ü {} ", at("23:59:59") + 999),
                trip("next day", at("23:59:59") + 1000));

        assertThat(WrittenFiles.textByFolder(output.resolve("archive")))
                .isEqualTo(
                        Map.of(
                                "2024/01/31/22", "{\"a\": 1}\n",
                                "2024/01/31/23", "not a trip\n  ü {} \n",
                                "2024/02/01/00", "next day\n"));
    }

    @Test
    void recordWithNewlinesInsideIsOneLineOfBase64() throws Exception {
        write(trip("{}\n{}", at("10:00")), trip("{}\n", at("10:00")));

        assertThat(WrittenFiles.textByFolder(output.resolve("archive")))
                .isEqualTo(Map.of("2024/01/31/10", "{\"record_base64\":\"e30Ke30=\"}\n{}\n\n"));
    }

    private void write(TripEnvelope... envelopes) throws Exception {
        WrittenFiles.write(
                ValueType.TRIP_ENVELOPE,
                List.of(envelopes),
                ArchiveSink.under(org.apache.flink.core.fs.Path.fromLocalFile(output.toFile())));
    }

    private static TripEnvelope trip(String record, long arrivalMillis) {
        return TripEnvelope.of(tripAt(4, "10:00"), arrivalMillis).withRecord(bytes(record));
    }

    private static TripEnvelope rejected(String record, long arrivalMillis) {
        Rejection rejection = new Rejection(RejectReason.NOT_JSON, "no JSON", "trips", "1", "42");
        return TripEnvelope.rejected(rejection, arrivalMillis, bytes("a part of it"))
                .withRecord(bytes(record));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
