package io.github.taxistream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2 for what the call itself shows to be wrong, 1 for what turns out later; each in a sentence. */
@Timeout(60)
class ExitCodesTest {

    @TempDir Path folder;

    private final ShellSession shell = new ShellSession();

    @BeforeEach
    void makeFiles() throws Exception {
        Files.createDirectories(folder.resolve("out/zone_hourly"));
        Files.writeString(
                folder.resolve("trips.csv"),
                "tpep_pickup_datetime,PULocationID\n2024-01-31 10:00:00,132\n");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("bad.parquet"), "PAR1");
    }

    /** HERE stands for the folder. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus | Unknown option",
                "fly | Unmatched argument",
                "generate --trips 1 --stream s --endpoint foo | --endpoint must be a URL like",
                "generate --trips 1 --stream s --endpoint http:/x | --endpoint must be a URL like",
                "generate --trips 1 --dry-run --limit -5 | --limit must be 0 or more",
                "generate --trips 1 --dry-run --rate NaN | --rate must be more than 0",
                "generate --trips 1 --dry-run --speedup NaN | --speedup must be more than 0",
                "generate --trips 1 --dry-run --manifest /proc/m.json | --manifest /proc/m.json",
                "generate --trips 1 --dry-run --manifest HERE | is a folder",
                "generate --trips 1 --dry-run=HERE/notes.txt | notes.txt exists already",
                "generate --trips 1 --dry-run=HERE/notes.txt/x | notes.txt is there already",
                "generate --trips 1 --dry-run --resume none.json | none.json does not exist",
                "replay none.csv --dry-run | none.csv does not exist",
                "replay HERE --dry-run | is a folder",
                "replay HERE/*.none --dry-run | No file matches",
                "replay none/*.csv --dry-run | there is no folder none",
                "replay s3:///key --dry-run | names no bucket",
                "replay http:///x.csv --dry-run | names no host",
                "verify --manifest none.json --output HERE/out | none.json does not exist",
                "verify --manifest HERE --output HERE/out | is a folder",
                "verify --manifest none.json --output none --busiest -1 | --busiest must be 0 or",
                "report --output none | There is no output folder none",
                "report --output s3:// | names no bucket",
                "report --output HERE/out --html /proc/r.html | --html /proc/r.html cannot be",
                "report --output HERE/out --html / | is a folder",
                "report --output HERE/out --html HERE/notes.txt | exists already",
                "report --output HERE/out --manifest none.json --html HERE/r.html | does not exist",
                "report --output HERE/out --serve=99999 | --serve must be a port from 1 to 65535",
                "report --output HERE/out --serve=-1 | --serve must be a port",
                "report --output HERE/out --serve=x | x"
            })
    void wrongCallIs2(String command, String words) {
        assertThat(run(command)).as(shell.err()).isEqualTo(2);
        assertSentence(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay HERE/bad.parquet --dry-run | bad.parquet cannot be read",
                "replay HERE/notes.txt --dry-run | notes.txt",
                "generate --trips 9999 --dry-run=/dev/full | The dry run cannot be written: the disk is full",
                "generate --trips 1 --stream s --endpoint http://127.0.0.1:1 | cannot be reached",
                "verify --manifest HERE/notes.txt --output HERE/out | is not a manifest"
            })
    void failureIs1(String command, String words) {
        assertThat(run(command)).as(shell.err()).isEqualTo(1);
        assertSentence(words);
    }

    @Test
    void folderOfAGlobThatCannotBeReadIsASentence() throws Exception {
        Path locked = Files.createDirectories(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            // Whoever may read everything finds nothing in it.
            assertThat(run("replay HERE/locked/*.csv --dry-run")).isEqualTo(2);
            assertSentence("locked");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void reportScriptGoesByItsOwnName() {
        assertThat(shell.runReport("--help")).isZero();
        assertThat(shell.out()).startsWith("Usage: report.sh [").doesNotContain("producer");
        assertThat(shell.runReport("--output", "none")).isEqualTo(2);
        assertThat(shell.err()).startsWith("report: There is no output folder none");
        assertThat(shell.runReport("--outptu", "none")).isEqualTo(2);
        assertThat(shell.err()).contains("Usage: report.sh [");
    }

    private int run(String command) {
        return shell.run(command.replace("HERE", folder.toString()).split(" "));
    }

    private void assertSentence(String words) {
        assertThat(shell.err())
                .contains(words)
                .doesNotContain("\tat ")
                .doesNotContainPattern("\\b[A-Z][A-Za-z]+Exception|\\bjava\\.");
    }
}
