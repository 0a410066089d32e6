package io.github.taxistream;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients as people write them: {@code src/test/python/client.py} and {@code send_zones.py}, with
 * the packages of {@code client-requirements.txt}, installed once into {@code
 * target/python-client}.
 */
final class PythonClient {

    private static final Path SCRIPT = Path.of("src/test/python/client.py");
    private static final Path ZONES_SCRIPT = Path.of("src/test/python/send_zones.py");
    private static final Path REQUIREMENTS = Path.of("src/test/python/client-requirements.txt");
    private static final Path FOLDER = Path.of("target/python-client").toAbsolutePath();
    private static final Path INSTALLED = FOLDER.resolve("installed.txt");

    private PythonClient() {}

    /** Installs the packages if they are not there; skips the test if there is no Python. */
    static void install() throws IOException, InterruptedException {
        String wanted = Files.readString(REQUIREMENTS);
        if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(wanted)) {
            return;
        }
        requirePython();
        run("python3", "-m", "venv", "--clear", FOLDER.toString());
        String pip = FOLDER.resolve("bin/pip").toString();
        // Python compiles by itself what is imported, which is the smaller part.
        run(pip, "install", "--quiet", "--no-compile", "--requirement", REQUIREMENTS.toString());
        Files.writeString(INSTALLED, wanted);
    }

    /**
     * Sends the first rows of a Parquet file.
     *
     * @param manner one of those in the script
     * @return how many records it has put
     */
    static int send(URI kinesis, String stream, Path parquet, int rows, String manner)
            throws IOException, InterruptedException {
        return send(
                SCRIPT,
                kinesis.toString(),
                stream,
                parquet.toString(),
                String.valueOf(rows),
                manner);
    }

    /** Sends a trip for each of these zones, so many times; returns how many records it has put. */
    static int sendZones(URI kinesis, String stream, int firstZone, int lastZone, int times)
            throws IOException, InterruptedException {
        return send(
                ZONES_SCRIPT,
                kinesis.toString(),
                stream,
                String.valueOf(firstZone),
                String.valueOf(lastZone),
                String.valueOf(times));
    }

    private static int send(Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(FOLDER.resolve("bin/python").toString());
        command.add(script.toString());
        command.addAll(List.of(arguments));
        String printed = run(command.toArray(new String[0]));
        return Integer.parseInt(printed.strip().lines().reduce("", (first, last) -> last));
    }

    private static void requirePython() throws InterruptedException {
        String condition = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
        try {
            if (start("python3", "-c", condition).waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            abort("python3 is not installed, so no Python client is tested: " + e.getMessage());
        }
        abort("python3 is older than 3.11 or has no venv, so no Python client is tested.");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + printed);
        }
        return printed;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    }
}
