package io.github.taxistream.producer.input;

import io.github.taxistream.cli.WrongCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** A file on this machine. */
final class LocalFile implements SourceFile {

    private final Path path;

    LocalFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new WrongCall(
                    path + " is a folder; name its files, for instance by '" + path + "/*'.");
        }
        if (!Files.exists(path)) {
            throw new WrongCall(path + " does not exist.");
        }
        if (!Files.isRegularFile(path)) {
            // Checking its first records would consume them.
            throw new WrongCall(
                    path
                            + " is a pipe or a device, which can be read only once: write it to a"
                            + " file first.");
        }
        if (!Files.isReadable(path)) {
            throw new WrongCall(path + " may not be read by this user.");
        }
        this.path = path;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String identity() {
        return path + " (" + path.toFile().length() + " bytes)";
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(path);
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public InputFile asParquet() {
        return new LocalInputFile(path);
    }
}
