package io.github.taxistream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCheckTest {

    @TempDir Path folder;

    @Test
    void folderThatCanBeWrittenIsLeftAsItWas() {
        OutputCheck.requireWritable(output(folder), "AWS");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void folderNeedNotBeThereYet() {
        Path missing = folder.resolve("a/b");
        OutputCheck.requireWritable(output(missing), "AWS");

        assertThat(missing).isEmptyDirectory();
    }

    @Test
    void pathThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> OutputCheck.requireWritable(output(file), "AWS"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("nothing can be written to " + output(file) + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void fileSystemThatIsNotThereIsNamedWithWhatToDo() {
        assertThatThrownBy(
                        () ->
                                OutputCheck.requireWritable(
                                        new org.apache.flink.core.fs.Path("nofs://taxi/out"),
                                        "AWS"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Flink has no file system for nofs://taxi/out")
                .hasMessageContaining("plugins/");
    }

    private static org.apache.flink.core.fs.Path output(Path path) {
        return new org.apache.flink.core.fs.Path(path.toString());
    }
}
