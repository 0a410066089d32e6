package io.github.taxistream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * A process that does the work once for each line it gets, and answers by its measures; see {@link
 * WorkProcess}.
 */
final class Contender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final List<Run> runs = new ArrayList<>();

    /** One run. */
    record Run(
            double seconds,
            double cpuSeconds,
            long trips,
            long countedTrips,
            long allocatedBytes,
            long heldBytes,
            long checkpointBytes) {

        double tripsPerSecond() {
            return trips / seconds;
        }

        double cpuSecondsPerMillion() {
            return cpuSeconds * 1e6 / trips;
        }
    }

    private Contender(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process, which waits for its first run.
     *
     * @param name as the table has it
     */
    static Contender start(String name, List<String> command) throws IOException {
        return new Contender(
                name,
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    String name() {
        return name;
    }

    /** Runs once for the compiler and the caches, and forgets what it took. */
    void warmUp() throws IOException {
        answer();
    }

    /** Runs once, and keeps the measures. */
    void run() throws IOException {
        runs.add(answer());
    }

    /** What has been kept. */
    List<Run> runs() {
        return runs;
    }

    private Run answer() throws IOException {
        OutputStream requests = process.getOutputStream();
        requests.write('\n');
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + " has ended without an answer");
        }
        try (Scanner measures = new Scanner(answer).useLocale(Locale.ROOT)) {
            return new Run(
                    measures.nextDouble(),
                    measures.nextDouble(),
                    measures.nextLong(),
                    measures.nextLong(),
                    measures.hasNextLong() ? measures.nextLong() : 0,
                    measures.hasNextLong() ? measures.nextLong() : 0,
                    measures.hasNextLong() ? measures.nextLong() : 0);
        }
    }

    /** Lets the process end its run and clear up, or ends it if that takes long. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }
}
