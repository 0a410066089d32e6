package io.github.taxistream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.serialization.ValueType;
import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How records lie in the archive. */
class ArchiveRollingTest {

    private static final long MAX_PART_BYTES = 256 << 10;

    @TempDir Path folder;

    @Test
    void aRecordLiesInTheFolderOfTheHourOfItsArrival() throws Exception {
        archive(
                List.of(
                        record("a", "2024-01-31T23:59:59.999Z"),
                        record("b", "2024-02-01T00:00:00Z")));

        assertThat(lines("archive/2024/01/31/23")).containsExactly("a");
        assertThat(lines("archive/2024/02/01/00")).containsExactly("b");
    }

    @Test
    void aFileEndsWhenItIsLargeEnoughAndNoRecordIsTorn() throws Exception {
        Random random = new Random(1);
        List<TripEnvelope> records =
                Stream.generate(() -> record(noise(random), "2024-01-31T10:00:00Z"))
                        .limit(1_000)
                        .collect(Collectors.toList());
        archive(records);

        List<Path> parts = parts("archive/2024/01/31/10");
        assertThat(parts).hasSizeBetween(3, 5);
        // The compressor holds back up to a buffer, which the size does not count yet.
        assertThat(parts).allMatch(part -> part.toFile().length() < MAX_PART_BYTES + (128 << 10));
        assertThat(lines("archive/2024/01/31/10"))
                .containsExactlyInAnyOrderElementsOf(
                        records.stream()
                                .map(r -> new String(r.record().get(), StandardCharsets.UTF_8))
                                .collect(Collectors.toList()));
    }

    private void archive(List<TripEnvelope> records) throws Exception {
        Configuration options =
                Configuration.fromMap(Map.of("execution.checkpointing.interval", "1 h"));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, options);
        env.fromData(records, ValueType.TRIP_ENVELOPE)
                .sinkTo(
                        ArchiveSink.under(
                                new org.apache.flink.core.fs.Path(folder.toUri()), MAX_PART_BYTES));
        env.execute();
    }

    private static TripEnvelope record(String text, String arrival) {
        return TripEnvelope.of(Trips.tripAt(1, "10:00"), Instant.parse(arrival).toEpochMilli())
                .withRecord(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A kilobyte that does not become much smaller. */
    private static String noise(Random random) {
        byte[] bytes = new byte[1024];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private List<Path> parts(String hour) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(hour))) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .collect(Collectors.toList());
        }
    }

    private List<String> lines(String hour) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path part : parts(hour)) {
            try (InputStream gzip = new GZIPInputStream(Files.newInputStream(part))) {
                lines.addAll(
                        new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .collect(Collectors.toList()));
            }
        }
        return lines;
    }
}
