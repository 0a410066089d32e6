package io.github.taxistream.ledger.verify;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Output in a folder. */
public final class LocalOutput implements OutputFiles {

    private final Path top;

    public LocalOutput(Path top) {
        if (!Files.isDirectory(top)) {
            throw new WrongCall("There is no output folder " + top + ".");
        }
        this.top = top;
    }

    @Override
    public String location() {
        return top.toString();
    }

    @Override
    public void forEach(String folder, BiConsumer<String, Instant> file) {
        Path start = top.resolve(folder);
        if (!Files.isDirectory(start)) {
            return;
        }
        try {
            Files.walkFileTree(start, new Walk(file));
        } catch (IOException e) {
            throw new Problem(
                    "The output folder " + start + " cannot be read: " + FailureWords.of(e), e);
        }
    }

    private String relative(Path path) {
        return top.relativize(path).toString().replace('\\', '/');
    }

    /** Finds the files that are not hidden, while others write and rename theirs. */
    private final class Walk extends SimpleFileVisitor<Path> {

        private final BiConsumer<String, Instant> found;

        Walk(BiConsumer<String, Instant> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            if (attributes.isRegularFile() && !OutputFiles.isHidden(path)) {
                found.accept(path, attributes.lastModifiedTime().toInstant());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                // Listed, and renamed or deleted before it was looked at.
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }

    @Override
    public byte[] read(String path) {
        try {
            return Files.readAllBytes(top.resolve(path));
        } catch (IOException e) {
            throw new Problem(
                    "The output file " + path + " cannot be read: " + FailureWords.of(e), e);
        }
    }
}
