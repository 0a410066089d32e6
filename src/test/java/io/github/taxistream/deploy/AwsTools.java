package io.github.taxistream.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.taxistream.local.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The AWS CLI, cfn-lint and moto, in the versions of {@code src/test/python/requirements.txt},
 * installed once into {@code target/aws-venv}.
 */
public final class AwsTools {

    private static final Path REQUIREMENTS = Path.of("src/test/python/requirements.txt");
    private static final Path FOLDER = Path.of("target/aws-venv").toAbsolutePath();
    private static final Path INSTALLED = FOLDER.resolve("installed.txt");

    private AwsTools() {}

    /** Installs the tools if they are not there; skips the test if there is no Python for them. */
    @SuppressWarnings("try") // The lock is held, not used.
    public static synchronized void install() throws IOException, InterruptedException {
        try (FolderLock lock = FolderLock.of(FOLDER)) {
            String wanted = Files.readString(REQUIREMENTS);
            if (!Files.exists(INSTALLED) || !Files.readString(INSTALLED).equals(wanted)) {
                install(wanted);
            }
        }
    }

    private static void install(String wanted) throws IOException, InterruptedException {
        requirePython();
        run("python3", "-m", "venv", "--clear", FOLDER.toString());
        // Python compiles by itself what is imported, which is the smaller part.
        run(
                command("pip"),
                "install",
                "--quiet",
                "--no-compile",
                "--requirement",
                REQUIREMENTS.toString());
        Files.writeString(INSTALLED, wanted);
    }

    /** The full path of one of the tools, like {@code cfn-lint}. */
    public static String command(String tool) {
        return FOLDER.resolve("bin").resolve(tool).toString();
    }

    /** A path to search for commands on which the tools come first. */
    static String searchPath() {
        return FOLDER.resolve("bin") + ":" + System.getenv("PATH");
    }

    private static void requirePython() throws InterruptedException {
        String condition = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
        try {
            if (new Shell().run(List.of("python3", "-c", condition)).exitCode() == 0) {
                return;
            }
        } catch (IOException e) {
            abort("python3 is not installed, so the deployment is not tested: " + e.getMessage());
        }
        abort("python3 is older than 3.10 or has no venv, so the deployment is not tested.");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        // All variables: pip may be told by one where its packages are.
        Shell shell = new Shell();
        for (var variable : System.getenv().entrySet()) {
            shell = shell.with(variable.getKey(), variable.getValue());
        }
        Shell.Result result = shell.run(List.of(command));
        if (result.exitCode() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed:\n" + result.output());
        }
    }
}
