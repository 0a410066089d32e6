package io.github.taxistream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The JVM of one contender: runs its work once for each line on standard input, and answers each by
 * one of seconds, CPU seconds, trips, trips counted, bytes allocated, the most bytes of heap in use
 * after a collection, and the most bytes of a checkpoint. A JVM for each, for in one JVM a
 * contender would run on what the compiler has learnt of the others.
 */
final class WorkProcess {

    private WorkProcess() {}

    /**
     * Runs until standard input ends.
     *
     * @param args the work, its parallelism, the file of records, and how many trips
     */
    public static void main(String[] args) throws Exception {
        run(args, WorkProcess::work);
    }

    /** Makes a work of its name and its parallelism. */
    interface Works {
        Work of(String name, int parallelism) throws IOException;
    }

    /** Runs until standard input ends. */
    static void run(String[] args, Works works) throws Exception {
        PrintStream answers = System.out;
        // Whatever else prints must not be taken for an answer.
        System.setOut(System.err);
        TripRecords records = TripRecords.load(Path.of(args[2]), Long.parseLong(args[3]));
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        HeapWatch heap = new HeapWatch();
        try (Work work = works.of(args[0], Integer.parseInt(args[1]))) {
            while (requests.readLine() != null) {
                answers.println(answer(work, records, heap));
                answers.flush();
            }
        }
    }

    private static String answer(Work work, TripRecords records, HeapWatch heap) throws Exception {
        System.gc();
        heap.start();
        work.run();
        double[] times = Stopwatch.stop();
        return String.format(
                Locale.ROOT,
                "%.6f %.6f %d %d %d %d %d",
                times[0],
                times[1],
                records.count(),
                work.countedTrips(),
                heap.allocatedBytes(),
                heap.mostHeldBytes(),
                work.checkpointBytes());
    }

    private static Work work(String name, int parallelism) throws IOException {
        return switch (name) {
            case "limit" -> new BareLoop();
            case "ours" -> new FlinkWork(new OurJob(), parallelism);
            case "no-files" -> new FlinkWork(new NoFiles(), parallelism);
            case "numbered" -> new FlinkWork(new NumberedJob(), parallelism);
            case "by-bytes" ->
                    new FlinkWork(new NumberedJob("--input.duplicates", "REJECT"), parallelism);
            case "by-id" ->
                    new FlinkWork(
                            new NumberedJob("--input.duplicates", "REJECT", "--input.id", "number"),
                            parallelism);
            case "sample" -> new FlinkWork(new SampleJob(), parallelism);
            default -> ParserWork.of(name);
        };
    }
}
