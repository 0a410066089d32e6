package io.github.taxistream.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a bench has found, in Markdown: printed line by line, and then written to a file. */
final class Report {

    private static final PrintStream OUT = System.out;

    private final StringBuilder text = new StringBuilder();

    /** Adds a line. */
    void line(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        OUT.println(line);
        text.append(line).append('\n');
    }

    void writeTo(Path file) throws IOException {
        Files.writeString(file, text.toString());
    }
}
