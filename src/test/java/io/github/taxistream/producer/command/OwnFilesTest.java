package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.ManifestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes over a file that it reads, or that is not an output of its own. */
class OwnFilesTest {

    private static final String TRIPS =
            "tpep_pickup_datetime,PULocationID\n2024-01-31 10:00:00,132\n";

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();
    private Path csv;

    @BeforeEach
    void writeTrips() throws Exception {
        csv = Files.writeString(folder.resolve("trips.csv"), TRIPS);
    }

    private void assertRefused(Path kept, String... options) throws Exception {
        byte[] before = Files.readAllBytes(kept);
        List<String> command = new ArrayList<>(List.of("replay", csv.toString()));
        command.addAll(List.of(options));
        assertThat(shell.run(command.toArray(new String[0]))).as(shell.err()).isBetween(1, 2);
        assertThat(shell.err()).contains(kept.getFileName().toString()).doesNotContain("\tat ");
        assertThat(Files.readAllBytes(kept)).isEqualTo(before);
    }

    @Test
    void theWordAfterDryRunIsAnInput() throws Exception {
        Path second = Files.writeString(folder.resolve("second.csv"), TRIPS);
        assertThat(shell.run("replay", "--dry-run", csv.toString(), second.toString()))
                .as(shell.err())
                .isZero();
        assertThat(csv).hasContent(TRIPS);
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(shell.run("replay", csv.toString(), "--dry-run", second.toString())).isZero();
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(second).hasContent(TRIPS);
    }

    @Test
    void aDryRunIsNotWrittenOverAnything() throws Exception {
        assertRefused(csv, "--dry-run=" + csv);
        Path link = Files.createSymbolicLink(folder.resolve("link"), csv);
        assertRefused(csv, "--dry-run=" + link.resolveSibling("trips.csv"));
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertRefused(other, "--dry-run=" + other);
        Path hidden = Files.createSymbolicLink(folder.resolve("hidden.txt"), other);
        assertRefused(hidden, "--dry-run=" + hidden);
    }

    @Test
    void aNewOrEmptyFileIsTaken() throws Exception {
        Path lines = folder.resolve("lines.jsonl");
        assertThat(shell.run("replay", csv.toString(), "--dry-run=" + lines)).isZero();
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThat(shell.run("replay", csv.toString(), "--dry-run=" + empty)).isZero();
        assertThat(empty).hasSameTextualContentAs(lines);
        assertThat(shell.run("replay", csv.toString(), "--dry-run=/dev/null")).isZero();
    }

    @Test
    void aManifestTakesThePlaceOfAManifestOnly() throws Exception {
        assertRefused(csv, "--dry-run", "--manifest=" + csv);
        Path other = Files.writeString(folder.resolve("settings.json"), "{\"a\":1}");
        assertRefused(other, "--dry-run", "--manifest=" + other);
        Path part = Files.writeString(folder.resolve("m.json.part"), "mine");
        Path manifest = folder.resolve("m.json");
        for (int run = 0; run < 2; run++) {
            assertThat(shell.run("replay", csv.toString(), "--dry-run", "--manifest=" + manifest))
                    .as(shell.err())
                    .isZero();
        }
        assertThat(ManifestFile.read(manifest).tally().trips()).isEqualTo(1);
        assertThat(part).hasContent("mine");
    }

    @Test
    void aReportTakesThePlaceOfAReportOnly() throws Exception {
        Path output = Files.createDirectories(folder.resolve("out/zone_hourly")).getParent();
        Path html = folder.resolve("report.html");
        for (int run = 0; run < 2; run++) {
            assertThat(shell.run("report", "--output=" + output, "--html=" + html))
                    .as(shell.err())
                    .isZero();
        }
        Path other = Files.writeString(folder.resolve("index.html"), "<html>mine</html>");
        assertThat(shell.run("report", "--output=" + output, "--html=" + other)).isEqualTo(2);
        assertThat(shell.err()).contains("index.html exists already");
        assertThat(other).hasContent("<html>mine</html>");
    }

    @Test
    void theManifestAndTheDryRunAreTwoFiles() {
        Path one = folder.resolve("one");
        assertThat(
                        shell.run(
                                "replay",
                                csv.toString(),
                                "--dry-run=" + one,
                                "--manifest=" + folder.resolve("./one")))
                .isBetween(1, 2);
        assertThat(one).doesNotExist();
    }

    @Test
    void whatADryRunSaysIsNotSaidOfAStream() throws Exception {
        assertThat(shell.run("replay", csv.toString(), "--dry-run")).isZero();
        assertThat(shell.err()).doesNotContain("the stream has").contains("Nothing was sent");
        Path manifest = folder.resolve("m.json");
        shell.run("generate", "--trips=10", "--dry-run", "--manifest=" + manifest);
        assertThat(shell.err()).contains("Nothing was sent").contains("10 trips");
    }
}
