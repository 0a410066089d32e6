package io.github.taxistream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * A file that a command is about to write. It must be none that the command reads, and what is
 * there already must be an earlier output of the same kind: nobody's file is lost to a slip.
 */
public final class OutputFile {

    private final String option;
    private final Path file;

    /**
     * @param option the option that names the file, for sentences
     */
    public OutputFile(String option, Path file) {
        this.option = option;
        this.file = file;
    }

    /**
     * Makes sure that the file can be written, before hours are spent on what goes into it. Makes
     * its folder.
     *
     * @param isOwn whether a file that is there, and not empty, is an earlier output that may go
     * @param what what {@code isOwn} looks for, for a sentence, like "a manifest"
     * @throws Problem if it cannot be written, or must not
     */
    public void check(Predicate<Path> isOwn, String what) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            if (Files.isDirectory(file)) {
                throw new Problem(option + " " + file + " is a folder.");
            }
            if (Files.isRegularFile(file) && Files.size(file) > 0 && !isOwn.test(file)) {
                throw new Problem(
                        String.format(
                                "%s %s is there already and is not %s: it is not written over."
                                        + " Name another file, or delete that one.",
                                option, file, what));
            }
        } catch (IOException e) {
            throw new Problem(option + " " + file + " cannot be written: " + e, e);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new Problem(option + " " + file + " cannot be written by this user.");
        }
    }

    /**
     * Makes sure that the file is none of these, whatever they are called.
     *
     * @param others files that the command reads, or writes for another purpose
     * @throws Problem if it is one of them
     */
    public void mustNotBeOneOf(Collection<Path> others) {
        for (Path other : others) {
            if (isSame(other)) {
                throw new Problem(
                        String.format(
                                "%s %s is a file that this command uses already, as %s: name"
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
            throw new Problem(option + " " + file + " cannot be looked at: " + e, e);
        }
    }
}
