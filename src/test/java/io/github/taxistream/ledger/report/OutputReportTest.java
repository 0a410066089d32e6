package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.verify.LocalOutput;
import io.github.taxistream.ledger.verify.OutputFiles;
import io.github.taxistream.producer.command.ShellSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is looked at again and again while its output grows. */
class OutputReportTest {

    private static final String JFK = "132, 'Queens', 'JFK Airport'";

    @TempDir Path folder;

    private WrittenOutput output;
    private WatchedFiles files;
    private OutputReport report;

    @BeforeEach
    void begin() throws Exception {
        output = new WrittenOutput(folder.resolve("out"));
        files = new WatchedFiles(new LocalOutput(output.top()));
        report = new OutputReport(files, Span.ALL, List.of());
    }

    @AfterEach
    void end() throws Exception {
        output.close();
    }

    private JsonNode look() throws Exception {
        report.look();
        return new ObjectMapper().readTree(report.figures(true));
    }

    @Test
    void aFileIsReadOnce() throws Exception {
        output.row("a.parquet", "2024-01-31 23:00", JFK, 2, "on_time");
        assertThat(look().path("trips").asLong()).isEqualTo(2);
        long changes = report.changes();
        look();
        assertThat(report.changes()).isEqualTo(changes);
        output.row("b.parquet", "2024-01-31 23:00", JFK, 1, "late");
        assertThat(look().path("trips").asLong()).isEqualTo(3);
        assertThat(files.read)
                .containsExactly(
                        "zone_hourly/pickup_date=2024-01-31/pickup_hour=23/a.parquet",
                        "zone_hourly/pickup_date=2024-01-31/pickup_hour=23/b.parquet");
    }

    @Test
    void anOutputThatWasBegunAnewIsReadAnew() throws Exception {
        output.row("a.parquet", "2024-01-31 23:00", JFK, 2, "on_time");
        output.row("b.parquet", "2024-01-31 22:00", JFK, 5, "on_time");
        assertThat(look().path("trips").asLong()).isEqualTo(7);
        Files.delete(
                output.top()
                        .resolve("zone_hourly/pickup_date=2024-01-31/pickup_hour=22/b.parquet"));
        assertThat(look().path("trips").asLong()).isEqualTo(2);
    }

    @Test
    void aFileThatVanishesBeforeItIsReadIsNamed() throws Exception {
        output.row("a.parquet", "2024-01-31 23:00", JFK, 2, "on_time");
        output.row("b.parquet", "2024-01-31 22:00", JFK, 5, "on_time");
        files.unreadable = "zone_hourly/pickup_date=2024-01-31/pickup_hour=22/b.parquet";
        JsonNode figures = look();
        assertThat(figures.path("trips").asLong()).isEqualTo(2);
        assertThat(figures.path("mistakes").path(0).asText())
                .isEqualTo("The output file b.parquet cannot be read.");
    }

    @Test
    void whatWasSentIsHeldAgainstWhatIsThere() throws Exception {
        Path csv =
                Files.writeString(
                        folder.resolve("trips.csv"),
                        "tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,"
                                + "PULocationID,fare_amount,tip_amount,total_amount\n"
                                + "2024-01-31 23:00:00,2024-01-31 23:10:00,2,2.5,132,12,3,15\n"
                                + "2024-01-31 23:20:00,2024-01-31 23:30:00,2,2.5,132,12,3,15\n"
                                + "2024-01-31 23:30:00,2024-01-31 23:30:00,2,2.5,999,12,3,15\n");
        Path manifest = folder.resolve("manifest.json");
        new ShellSession().run("replay", csv.toString(), "--dry-run", "--manifest=" + manifest);
        report = new OutputReport(files, Span.ALL, List.of(manifest));
        output.row("a.parquet", "2024-01-31 23:00", JFK, 1, "on_time");
        JsonNode sent = look().path("sent");
        assertThat(sent.path("records").asLong()).isEqualTo(3);
        assertThat(sent.path("differences").toString())
                .isEqualTo(
                        "[{\"reason\":\"bad_zone\",\"sent\":1,\"found\":0},"
                                + "{\"zone\":132,\"hour\":474095,\"sent\":2,\"found\":1}]");
        output.row("b.parquet", "2024-01-31 23:00", JFK, 1, "late");
        output.rejected("a.jsonl", "{\"reason\":\"bad_zone\",\"payload\":\"\"}");
        assertThat(look().path("sent").path("differenceCount").asLong()).isZero();
    }

    /** Remembers what was read, and may refuse to. */
    private static final class WatchedFiles implements OutputFiles {

        private final LocalOutput files;
        private final List<String> read = Collections.synchronizedList(new ArrayList<>());
        private String unreadable = "";

        WatchedFiles(LocalOutput files) {
            this.files = files;
        }

        @Override
        public String location() {
            return files.location();
        }

        @Override
        public void forEach(String below, BiConsumer<String, Instant> file) {
            files.forEach(below, file);
        }

        @Override
        public byte[] read(String path) {
            read.add(path);
            if (path.equals(unreadable)) {
                throw new Problem("The output file b.parquet cannot be read.");
            }
            return files.read(path);
        }
    }
}
