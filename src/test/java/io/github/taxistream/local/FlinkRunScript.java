package io.github.taxistream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code scripts/flink-run.sh} as a person calls it, and the cluster that it starts. */
public final class FlinkRunScript implements AutoCloseable {

    private static final Path PIDS = Project.path("target", "flink", "run");
    private static final String TASK_MANAGERS = "taskexecutor";
    private static final String JOB_MANAGER = "standalonesession";
    private static final Pattern WEB_UI = Pattern.compile("(http://\\S+)/#/job/running/(\\w+)");
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint: (\\S+)");
    private static final long PATIENCE_SECONDS = 420;

    private final Map<String, String> environment;
    private final Path output;

    /** The script has one cluster, so other tests wait. */
    private final FolderLock lock;

    private final Thread atExit = new Thread(this::killCluster);

    /**
     * Takes the script into use.
     *
     * @param environment what is set when the script is called
     * @param scratch where its output is kept meanwhile
     * @throws IllegalStateException if its cluster runs already: it is somebody else's
     */
    public FlinkRunScript(Map<String, String> environment, Path scratch) throws IOException {
        lock = FolderLock.of(PIDS.getParent());
        if (processes(JOB_MANAGER).stream().anyMatch(ProcessHandle::isAlive)) {
            throw new IllegalStateException(
                    "a cluster of scripts/flink-run.sh is running: end it by --stop or --suspend");
        }
        this.environment = environment;
        this.output = scratch.resolve("flink-run.out");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether the script can fetch Flink on this machine. */
    public static boolean canFetchFlink() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-m", "pip", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What one call of the script came to. */
    public static final class Outcome {

        private final int exitCode;
        private final String text;

        Outcome(int exitCode, String text) {
            this.exitCode = exitCode;
            this.text = text;
        }

        public int exitCode() {
            return exitCode;
        }

        /** All that it printed. */
        public String text() {
            return text;
        }

        /** The job that it submitted. */
        public JobMetrics job() {
            Matcher webUi = find(WEB_UI);
            return new JobMetrics(URI.create(webUi.group(1)), webUi.group(2));
        }

        /** Where the savepoint is with which it stopped the job. */
        public String savepoint() {
            return find(SAVEPOINT).group(1);
        }

        private Matcher find(Pattern pattern) {
            Matcher matcher = pattern.matcher(text);
            if (exitCode != 0 || !matcher.find()) {
                throw new IllegalStateException(
                        "flink-run.sh ended with " + exitCode + ":\n" + text);
            }
            return matcher;
        }
    }

    /** Calls the script and waits until it ends. */
    public Outcome run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Project.path("scripts", "flink-run.sh").toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().remove("FLINK_HOME");
        builder.environment().putAll(environment);
        Process script = builder.start();
        if (!script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
            throw new IllegalStateException(
                    "flink-run.sh did not end; it printed:\n" + Files.readString(output));
        }
        return new Outcome(script.exitValue(), Files.readString(output));
    }

    /** Ends one TaskManager as a failing machine does. */
    public void killTaskManager() {
        processes(TASK_MANAGERS).get(0).destroyForcibly();
    }

    private static List<ProcessHandle> processes(String daemon) {
        Path pids = PIDS.resolve("flink-taxi-stream-" + daemon + ".pid");
        if (!Files.exists(pids)) {
            return List.of();
        }
        try {
            return Files.readAllLines(pids).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killCluster() {
        processes(TASK_MANAGERS).forEach(ProcessHandle::destroyForcibly);
        processes(JOB_MANAGER).forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the cluster if it is still there. */
    @Override
    public void close() throws IOException {
        killCluster();
        lock.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
