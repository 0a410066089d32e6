package io.github.taxistream.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedFrame;

/** Whose code a reader spends its CPU time in, over several runs. */
final class CpuParts {

    /** Whose code it is. */
    enum Part {
        CLIENT("the client: HTTP, CBOR or JSON"),
        TLS("TLS"),
        DEAGGREGATION("the connector: looking for aggregates, taking them apart"),
        CONNECTOR("the connector: the rest"),
        PARSER("ours: parser"),
        AGGREGATES("ours: aggregates"),
        SOURCE("ours: clock, counters, emitting"),
        WINDOW("ours: combiner"),
        FILES("ours: rows and files"),
        FLINK("Flink"),
        OTHER("the JDK alone"),
        KERNEL("the kernel: sockets, files, locks"),
        COLLECTOR("the JVM: collector"),
        COMPILER("the JVM: compiler"),
        JVM("the JVM: the rest, and its recorder");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** The innermost frame that begins so decides; the first of these that fits. */
    private static final List<Map.Entry<String, Part>> OWNERS =
            List.of(
                    Map.entry("sun.security.ssl", Part.TLS),
                    Map.entry("io.github.taxistream.parse", Part.PARSER),
                    Map.entry("io.github.taxistream.trip.Trip", Part.PARSER),
                    Map.entry("io.github.taxistream.source.aggregate", Part.AGGREGATES),
                    Map.entry("io.github.taxistream.source", Part.SOURCE),
                    Map.entry("io.github.taxistream.window", Part.WINDOW),
                    Map.entry("io.github.taxistream.bench", Part.OTHER),
                    Map.entry("io.github.taxistream", Part.FILES),
                    Map.entry("org.apache.parquet", Part.FILES),
                    Map.entry("org.xerial.snappy", Part.FILES),
                    Map.entry(
                            "org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis"
                                    + ".clientlibrary",
                            Part.DEAGGREGATION),
                    Map.entry(
                            "org.apache.flink.kinesis.shaded.com.google.protobuf",
                            Part.DEAGGREGATION),
                    Map.entry("org.apache.flink.kinesis.shaded", Part.CLIENT),
                    Map.entry("org.apache.flink.streaming.connectors.kinesis", Part.CONNECTOR),
                    Map.entry("org.apache.flink", Part.FLINK));

    private final Map<Part, Integer> samples = new EnumMap<>(Part.class);
    private final Map<Part, Double> threadSeconds = new EnumMap<>(Part.class);
    private double processSeconds;
    private long trips;

    /** Adds a sample of a stack, the innermost frame first. */
    void addSample(List<RecordedFrame> frames) {
        samples.merge(owner(frames), 1, Integer::sum);
    }

    /**
     * Adds a run.
     *
     * @param runSeconds the CPU seconds of the process
     * @param runThreadSeconds those of its threads, as {@link ThreadTimes} tells them apart
     */
    void addRun(double runSeconds, Map<Part, Double> runThreadSeconds, long runTrips) {
        processSeconds += runSeconds;
        trips += runTrips;
        runThreadSeconds.forEach(
                (part, seconds) -> threadSeconds.merge(part, seconds, Double::sum));
    }

    /**
     * CPU seconds a million trips of each part, which add up to those of the process. The samples
     * distribute those of Java's code.
     */
    Map<Part, Double> perMillion() {
        int all = samples.values().stream().mapToInt(Integer::intValue).sum();
        double known = threadSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
        double ofJava = threadSeconds.getOrDefault(Part.OTHER, 0.0);
        Map<Part, Double> seconds = new EnumMap<>(threadSeconds);
        seconds.remove(Part.OTHER);
        samples.forEach((part, count) -> seconds.merge(part, ofJava * count / all, Double::sum));
        seconds.merge(Part.JVM, processSeconds - known, Double::sum);
        seconds.replaceAll((part, value) -> value * 1e6 / trips);
        return seconds;
    }

    private static Part owner(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, Part> owner : OWNERS) {
                if (type.startsWith(owner.getKey())) {
                    return owner.getValue();
                }
            }
        }
        return Part.OTHER;
    }
}
