package io.github.taxistream.cli;

import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * A file that a command is about to write. It must not be a file that the command reads, and an
 * existing file must be an earlier output of the same kind, so that nobody loses a file by a slip.
 */
public final class OutputFile {

    private final String option;
    private final Path file;

    /**
     * @param option the option that names the file, for messages
     */
    public OutputFile(String option, Path file) {
        this.option = option;
        this.file = file;
    }

    /**
     * Makes sure that the file can be written, before hours are spent on its content. Creates its
     * folder.
     *
     * @param isOwn whether an existing file that is not empty is an earlier output, and may be
     *     replaced
     * @param what what {@code isOwn} looks for, for the message, like "a manifest"
     * @throws WrongCall if it cannot be written, or must not
     */
    public void check(Predicate<Path> isOwn, String what) {
        if (Files.isDirectory(file)) {
            throw new WrongCall(option + " " + file + " is a folder.");
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            if (Files.isRegularFile(file) && Files.size(file) > 0 && !isOwn.test(file)) {
                throw new WrongCall(
                        String.format(
                                "%s %s exists already and is not %s: it is not overwritten."
                                        + " Name another file, or delete that one.",
                                option, file, what));
            }
            if (!Files.exists(file)) {
                // Root seems to be able to write everywhere.
                Files.delete(Files.createTempFile(folder, ".", ".check"));
            }
        } catch (IOException e) {
            throw new WrongCall(
                    option + " " + file + " cannot be written: " + FailureWords.of(e), e);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new WrongCall(option + " " + file + " cannot be written by this user.");
        }
    }

    /**
     * Makes sure that the file is none of these, by whatever path they are named.
     *
     * @param others files that the command reads, or writes for another purpose
     * @throws WrongCall if it is one of them
     */
    public void mustNotBeOneOf(Collection<Path> others) {
        for (Path other : others) {
            if (isSame(other)) {
                throw new WrongCall(
                        String.format(
                                "%s %s is a file that this command already uses, as %s: name"
                                        + " another.",
                                option, file, other));
            }
        }
    }

    private boolean isSame(Path other) {
        try {
            return (Files.exists(file) && Files.exists(other))
                    ? Files.isSameFile(file, other)
                    : file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new WrongCall(
                    option + " " + file + " cannot be checked: " + FailureWords.of(e), e);
        }
    }
}
