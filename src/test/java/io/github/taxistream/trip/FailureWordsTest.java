package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody needs to know Java's exceptions to understand why a file cannot be used. */
class FailureWordsTest {

    @TempDir Path folder;

    @Test
    void fileThatIsNotThere() {
        Path none = folder.resolve("none");
        String words = "there is no such file or folder";
        assertThat(wordsOf(() -> Files.readAllBytes(none))).isEqualTo(words);
        assertThat(wordsOf(() -> new FileInputStream(none.toFile()))).isEqualTo(words);
    }

    @Test
    void folderInPlaceOfAFile() {
        assertThat(wordsOf(() -> Files.readAllBytes(folder))).isEqualTo("it is a folder");
        assertThat(wordsOf(() -> new FileInputStream(folder.toFile()))).isEqualTo("it is a folder");
    }

    @Test
    void fileInPlaceOfAFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(wordsOf(() -> Files.createDirectories(file.resolve("x"))))
                .isEqualTo("part of its path is a file and not a folder");
        assertThat(wordsOf(() -> Files.createDirectories(file)))
                .isEqualTo(file + " is there already");
        assertThat(wordsOf(() -> Files.newDirectoryStream(file))).isEqualTo("it is not a folder");
    }

    @Test
    void nameThatIsTooLong() {
        Path file = folder.resolve("x".repeat(300));
        assertThat(wordsOf(() -> Files.createFile(file))).isEqualTo("its name is too long");
    }

    @Test
    void diskThatIsFull() {
        assertThat(wordsOf(() -> Files.writeString(Path.of("/dev/full"), "x")))
                .isEqualTo("the disk is full");
    }

    @Test
    void whatCannotBeBroughtAboutHere() {
        assertThat(FailureWords.of(new AccessDeniedException("/root/x")))
                .isEqualTo("permission denied");
        assertThat(FailureWords.of(new FileSystemException("/x", null, "Read-only file system")))
                .isEqualTo("its disk is read-only");
        assertThat(FailureWords.of(new MalformedInputException(1)))
                .isEqualTo("it is not text in UTF-8");
        assertThat(FailureWords.of(new EOFException())).isEqualTo("it ends too early");
        assertThat(FailureWords.of(new UnknownHostException("kinesis.mars.amazonaws.com")))
                .isEqualTo("the host kinesis.mars.amazonaws.com is unknown");
        assertThat(FailureWords.of(new ConnectException())).isEqualTo("the connection is refused");
    }

    @Test
    void otherReasonsAreLeftAsTheyAre() {
        assertThat(FailureWords.of(new IOException("its server returns 404")))
                .isEqualTo("its server returns 404");
        assertThat(FailureWords.of(new UncheckedIOException(new IOException("torn"))))
                .isEqualTo("torn");
    }

    private static String wordsOf(ThrowingCallable access) {
        return FailureWords.of(catchThrowable(access));
    }
}
