package io.github.taxistream.local;

import java.nio.file.Path;

/** The project's folder: the current one, unless a script says otherwise. */
final class Project {

    private Project() {}

    /** An absolute path in the project's folder. */
    static Path path(String first, String... more) {
        return Path.of(System.getProperty("taxistream.home", ""))
                .resolve(Path.of(first, more))
                .toAbsolutePath();
    }
}
