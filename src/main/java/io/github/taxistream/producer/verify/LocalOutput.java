package io.github.taxistream.producer.verify;

import io.github.taxistream.producer.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> top.relativize(path).toString().replace('\\', '/'))
                    .filter(path -> !OutputFiles.isHidden(path))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new Problem("The output folder " + start + " cannot be read: " + e, e);
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
