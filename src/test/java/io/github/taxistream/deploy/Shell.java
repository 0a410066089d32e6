package io.github.taxistream.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as one would in a terminal, in an environment of their own. */
final class Shell {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a command left behind. */
    record Result(int exitCode, String output) {}

    private final Map<String, String> environment;

    /** A shell with the path and home of this JVM, and nothing else. */
    Shell() {
        this(Map.of("PATH", System.getenv("PATH"), "HOME", System.getenv("HOME")));
    }

    private Shell(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The same shell with one variable more, or changed. */
    Shell with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Shell(more);
    }

    /** Runs a command to its end; what it prints to both outputs comes in one. */
    Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("shell", ".txt");
        try {
            Process process = start(command, output);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(
                        command + " did not end; it printed:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
