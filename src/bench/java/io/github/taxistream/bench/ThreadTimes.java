package io.github.taxistream.bench;

import io.github.taxistream.bench.CpuParts.Part;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU seconds of this process by its threads, from Linux' {@code /proc}: what its collector and
 * its compiler take, and what the kernel takes for the others. Empty on another system.
 *
 * <p>Source: {@code stat} and {@code schedstat} of {@code /proc/[pid]/task/[tid]} in proc(5). Only
 * the latter is exact: hundreds of threads would each lose half a tick.
 */
final class ThreadTimes {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** Linux counts in these for all programs, whatever the kernel's own clock is. */
    private static final double TICKS_PER_SECOND = 100;

    private final Map<String, Times> byThread = new HashMap<>();

    /** Those of one thread, in seconds. */
    private record Times(String name, double user, double kernel) {}

    private ThreadTimes() {}

    /** Those until now. */
    static ThreadTimes now() throws IOException {
        ThreadTimes times = new ThreadTimes();
        if (Files.isDirectory(THREADS)) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
                for (Path thread : threads) {
                    times.add(thread);
                }
            }
        }
        return times;
    }

    private void add(Path thread) throws IOException {
        try {
            String line = Files.readString(thread.resolve("stat"));
            // A thread's name may have blanks and parentheses, and nothing after it has.
            int end = line.lastIndexOf(')');
            String[] fields = line.substring(end + 2).split(" ", -1);
            double kernel = Long.parseLong(fields[12]) / TICKS_PER_SECOND;
            String exact = Files.readString(thread.resolve("schedstat"));
            double all = Long.parseLong(exact.substring(0, exact.indexOf(' '))) / 1e9;
            byThread.put(
                    thread.getFileName().toString(),
                    new Times(line.substring(line.indexOf('(') + 1, end), all - kernel, kernel));
        } catch (NoSuchFileException e) {
            // It has ended meanwhile.
            return;
        }
    }

    /**
     * The seconds since an earlier time: those of the collector, the compiler, the virtual machine
     * itself, the kernel, and as {@link Part#OTHER} those of Java's code.
     */
    Map<Part, Double> since(ThreadTimes earlier) {
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        byThread.forEach(
                (thread, times) -> {
                    Times before = earlier.byThread.getOrDefault(thread, new Times("", 0, 0));
                    double user = times.user() - before.user();
                    double kernel = times.kernel() - before.kernel();
                    Part part = ofThread(times.name());
                    if (part == Part.OTHER) {
                        seconds.merge(part, user, Double::sum);
                        seconds.merge(Part.KERNEL, kernel, Double::sum);
                    } else {
                        seconds.merge(part, user + kernel, Double::sum);
                    }
                });
        return seconds;
    }

    private static Part ofThread(String name) {
        if (name.startsWith("GC ") || name.startsWith("G1 ")) {
            return Part.COLLECTOR;
        }
        if (name.startsWith("C1 ") || name.startsWith("C2 ") || name.startsWith("Sweeper")) {
            return Part.COMPILER;
        }
        return name.startsWith("VM ") || name.startsWith("JFR ") ? Part.JVM : Part.OTHER;
    }
}
