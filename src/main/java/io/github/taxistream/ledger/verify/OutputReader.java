package io.github.taxistream.ledger.verify;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.ledger.manifest.PayloadHash;
import io.github.taxistream.trip.FailureWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Reads a job's whole output. */
final class OutputReader {

    /** Enough to hide the latency of S3. */
    private static final int THREADS = 8;

    private OutputReader() {}

    /**
     * What the output adds up to.
     *
     * @param perhapsTwice entries to be marked among those that were rejected
     */
    static Output read(OutputFiles files, Set<PayloadHash> perhapsTwice)
            throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "verify");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            Output output = new Output();
            readAll(
                    files,
                    "zone_hourly",
                    ".parquet",
                    OutputReader::readZoneHourly,
                    threads,
                    output);
            readAll(
                    files,
                    "rejected",
                    ".jsonl",
                    (path, bytes) -> readRejected(path, bytes, perhapsTwice),
                    threads,
                    output);
            return output;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void readAll(
            OutputFiles files,
            String folder,
            String ending,
            BiFunction<String, byte[], Output> reader,
            ExecutorService threads,
            Output output)
            throws InterruptedException {
        List<Future<Output>> parts = new ArrayList<>();
        for (String path : files.list(folder)) {
            if (path.endsWith(ending)) {
                parts.add(threads.submit(() -> reader.apply(path, files.read(path))));
            }
        }
        for (Future<Output> part : parts) {
            try {
                output.add(part.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Problem
                        ? (Problem) e.getCause()
                        : new Problem(
                                "The output at "
                                        + files.location()
                                        + " cannot be read: "
                                        + FailureWords.of(e.getCause()),
                                e);
            }
        }
    }

    private static Output readZoneHourly(String path, byte[] bytes) {
        Output output = new Output();
        ZoneHourlyFile.read(path, bytes, output);
        return output;
    }

    private static Output readRejected(String path, byte[] bytes, Set<PayloadHash> perhapsTwice) {
        Output output = new Output();
        RejectedFile.read(path, bytes, new RejectedLines(path, perhapsTwice, output));
        return output;
    }
}
