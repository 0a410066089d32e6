package io.github.taxistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Tells whose code a process spends its CPU time in, by the flight recorder's samples of its
 * threads' stacks. A sample counts for the innermost frame that is not of the JDK.
 */
final class CpuParts implements AutoCloseable {

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

    /** Whose code it is. */
    enum Part {
        CLIENT("the client: HTTP, CBOR or JSON"),
        DEAGGREGATION("the connector: taking aggregates apart"),
        CONNECTOR("the connector: the rest"),
        PARSER("ours: parser"),
        SOURCE("ours: guard, clock, counters"),
        WINDOW("ours: combiner"),
        FILES("ours: rows and files"),
        FLINK("Flink"),
        OTHER("the JDK alone"),
        JVM("the JVM: collector and compiler");

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
                    Map.entry("io.github.taxistream.parse", Part.PARSER),
                    Map.entry("io.github.taxistream.trip.Trip", Part.PARSER),
                    Map.entry("io.github.taxistream.source", Part.SOURCE),
                    Map.entry("io.github.taxistream.window", Part.WINDOW),
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

    private final Recording recording = new Recording();
    private final Map<Part, Integer> samples = new EnumMap<>(Part.class);

    private CpuParts() {}

    /**
     * Starts to record. To start the recorder takes seconds of CPU, so that should not be in the
     * midst of what is measured.
     */
    static CpuParts recording() {
        CpuParts parts = new CpuParts();
        parts.recording.enable("jdk.ExecutionSample").withPeriod(BETWEEN_SAMPLES);
        parts.recording.start();
        return parts;
    }

    /** Takes the samples of a span of time. */
    void addSamples(Instant from, Instant to) throws IOException {
        Path file = Files.createTempFile("bench", ".jfr");
        try {
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                Instant at = event.getStartTime();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null
                        && at.isAfter(from)
                        && at.isBefore(to)) {
                    samples.merge(owner(event.getStackTrace().getFrames()), 1, Integer::sum);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Distributes CPU seconds over the parts.
     *
     * @param processSeconds the CPU seconds of the process
     * @param threadSeconds those of Java's threads among them
     * @return the CPU seconds of each part, which add up to those of the process
     */
    Map<Part, Double> of(double processSeconds, double threadSeconds) {
        int all = samples.values().stream().mapToInt(Integer::intValue).sum();
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        samples.forEach((part, count) -> seconds.put(part, threadSeconds * count / all));
        seconds.put(Part.JVM, processSeconds - threadSeconds);
        return seconds;
    }

    @Override
    public void close() {
        recording.close();
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
