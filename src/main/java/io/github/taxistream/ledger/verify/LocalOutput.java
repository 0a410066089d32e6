package io.github.taxistream.ledger.verify;

import io.github.taxistream.cli.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Output in a folder. */
public final class LocalOutput implements OutputFiles {

    private final Path top;

    public LocalOutput(Path top) {
        if (!Files.isDirectory(top)) {
            throw new Problem("There is no output folder " + top + ".");
        }
        this.top = top;
    }

    @Override
    public String location() {
        return top.toString();
    }

    @Override
    public List<String> list(String folder) {
        Path start = top.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(start, new Collector(files));
        } catch (IOException e) {
            throw new Problem("The output folder " + start + " cannot be read: " + e, e);
        }
        Collections.sort(files);
        return files;
    }

    private String relative(Path path) {
        return top.relativize(path).toString().replace('\\', '/');
    }

    /** Collects the files that are not hidden, while others write and rename theirs. */
    private final class Collector extends SimpleFileVisitor<Path> {

        private final List<String> files;

        Collector(List<String> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            if (attributes.isRegularFile() && !OutputFiles.isHidden(path)) {
                files.add(path);
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
            throw new Problem("The output file " + path + " cannot be read: " + e, e);
        }
    }
}
