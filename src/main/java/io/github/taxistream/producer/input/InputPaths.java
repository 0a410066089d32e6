package io.github.taxistream.producer.input;

import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** Finds the files that the user names. */
public final class InputPaths {

    private InputPaths() {}

    /**
     * The files, in the order named; those of a glob by name.
     *
     * @param inS3 finds the files that begin with {@code s3://}
     * @throws WrongCall if there is no such file
     */
    public static List<SourceFile> resolve(
            List<String> inputs, Function<String, List<SourceFile>> inS3) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (String input : inputs) {
            if (input.startsWith("s3://")) {
                files.addAll(inS3.apply(input));
            } else if (input.startsWith("https://") || input.startsWith("http://")) {
                files.add(new HttpFile(uri(input)));
            } else if (isGlob(input) && !Files.exists(Path.of(input))) {
                files.addAll(matching(input));
            } else {
                files.add(new LocalFile(Path.of(input)));
            }
        }
        return files;
    }

    private static URI uri(String input) {
        try {
            URI uri = new URI(input);
            if (uri.getHost() == null) {
                throw new WrongCall(input + " is not a URL: it names no host.");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new WrongCall(input + " is not a URL: " + e.getMessage(), e);
        }
    }

    static boolean isGlob(String input) {
        return input.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static List<SourceFile> matching(String glob) throws IOException {
        Path pattern = Path.of(glob);
        Path folder = pattern.getParent() == null ? Path.of("") : pattern.getParent();
        if (isGlob(folder.toString())) {
            throw new WrongCall(glob + ": only the last part of a path may be a glob.");
        }
        if (!Files.isDirectory(folder)) {
            throw new WrongCall(glob + ": there is no folder " + folder + ".");
        }
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> matches =
                Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
            matches.forEach(paths::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new WrongCall(
                    glob
                            + ": the folder "
                            + folder
                            + " cannot be read: "
                            + FailureWords.of(e.getCause() == null ? e : e.getCause()),
                    e);
        } catch (PatternSyntaxException e) {
            throw new WrongCall(
                    glob
                            + " is neither a file nor a pattern of file names: "
                            + e.getDescription()
                            + ".",
                    e);
        }
        if (paths.isEmpty()) {
            throw new WrongCall("No file matches " + glob + ".");
        }
        paths.sort(null);
        List<SourceFile> files = new ArrayList<>();
        paths.forEach(path -> files.add(new LocalFile(path)));
        return files;
    }
}
