package io.github.taxistream.producer.input;

import io.github.taxistream.producer.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that the user names. */
public final class InputPaths {

    private InputPaths() {}

    /**
     * The files, in the order named; those of a glob by name.
     *
     * @throws Problem if there is no such file
     */
    public static List<SourceFile> resolve(List<String> inputs) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (String input : inputs) {
            if (isGlob(input) && !Files.exists(Path.of(input))) {
                files.addAll(matching(input));
            } else {
                files.add(new LocalFile(Path.of(input)));
            }
        }
        return files;
    }

    static boolean isGlob(String input) {
        return input.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static List<SourceFile> matching(String glob) throws IOException {
        Path pattern = Path.of(glob);
        Path folder = pattern.getParent() == null ? Path.of("") : pattern.getParent();
        if (isGlob(folder.toString())) {
            throw new Problem(glob + ": only the last part of a path may be a glob.");
        }
        if (!Files.isDirectory(folder)) {
            throw new Problem(glob + ": there is no folder " + folder + ".");
        }
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> matches =
                Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
            matches.forEach(paths::add);
        }
        if (paths.isEmpty()) {
            throw new Problem("No file matches " + glob + ".");
        }
        paths.sort(null);
        List<SourceFile> files = new ArrayList<>();
        paths.forEach(path -> files.add(new LocalFile(path)));
        return files;
    }
}
