package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.settings.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What run-local.sh refuses before it deletes or starts anything. */
class RunOptionsTest {

    @TempDir Path folder;

    @Test
    void tripsOfFilesAreNotMadeUp() throws Exception {
        Path file = trips("trips.csv");
        assertThatThrownBy(() -> check("--trips", "5", "--input", file.toString()))
                .isInstanceOf(WrongCall.class)
                .hasMessage(
                        "--trips makes trips up, and --input sends those in files: give only one");
        assertThatCode(() -> check("--input", file.toString())).doesNotThrowAnyException();
        assertThatCode(() -> check("--trips", "5")).doesNotThrowAnyException();
    }

    @Test
    void fileWithoutItsOptionIsAskedAbout() throws Exception {
        Path file = trips("green");
        for (String word :
                new String[] {"green.parquet", file.toString(), "s3://b/*", "x.JSONL.gz"}) {
            assertThatThrownBy(() -> check(word))
                    .isInstanceOf(WrongCall.class)
                    .hasMessage("%s stands alone: did you mean --input %s?", word, word);
        }
        assertThatThrownBy(() -> check("--", "--output.archive", "true", "x.csv"))
                .hasMessageContaining("did you mean --input x.csv?");
        assertThatThrownBy(() -> check("up"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("\"up\" stands alone");
    }

    @Test
    void valueThatLooksLikeAFileIsASetting() throws Exception {
        Path file = trips("settings.json");
        Files.writeString(file, "[]");
        assertThatCode(() -> check("--", "--settings", file.toString())).doesNotThrowAnyException();
        assertThatCode(() -> check("--", "--settings=" + file)).doesNotThrowAnyException();
    }

    @Test
    void fileThatIsNotThereIsAWrongCall() {
        for (String input : new String[] {"none.csv", "none/*.csv", folder.toString()}) {
            assertThatThrownBy(() -> check("--input", input)).isInstanceOf(WrongCall.class);
        }
    }

    @Test
    void fileThatIsNotOneOfTripsIsFoundBeforeTheStart() throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path damaged = Files.writeString(folder.resolve("a.parquet"), "PAR1");
        for (Path input : new Path[] {notes, damaged}) {
            assertThatThrownBy(() -> check("--input", input.toString()))
                    .isInstanceOf(Problem.class)
                    .isNotInstanceOf(WrongCall.class)
                    .hasMessageContaining(input.toString());
        }
        assertThatThrownBy(() -> check("--input", "http://127.0.0.1:1/trips.csv"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot be read: it cannot be reached");
    }

    @Test
    void folderThatCannotBeMadeIsToldInWords() {
        assertThatThrownBy(() -> check("--out", "/proc/x"))
                .isInstanceOf(WrongCall.class)
                .hasMessage("--out /proc/x cannot be written: there is no such file or folder");
    }

    private Path trips(String name) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "tpep_pickup_datetime,PULocationID\n2024-01-31 10:00:00,132\n");
    }

    private static void check(String... arguments) throws Exception {
        CommandLine.populateCommand(new RunOptions(), arguments).check();
    }
}
