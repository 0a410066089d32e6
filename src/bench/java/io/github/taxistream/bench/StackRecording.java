package io.github.taxistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** The flight recorder's samples of the stacks of threads that run Java's code. */
final class StackRecording implements AutoCloseable {

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

    private final Recording recording = new Recording();

    private StackRecording() {}

    /**
     * Starts to record. To start the recorder takes seconds of CPU, so that should not be in the
     * midst of what is measured.
     */
    static StackRecording start() {
        StackRecording stacks = new StackRecording();
        stacks.recording.enable("jdk.ExecutionSample").withPeriod(BETWEEN_SAMPLES);
        stacks.recording.start();
        return stacks;
    }

    /** Passes on the samples of a span of time, each with its innermost frame first. */
    void samples(Instant from, Instant to, Consumer<List<RecordedFrame>> sample)
            throws IOException {
        Path file = Files.createTempFile("bench", ".jfr");
        try {
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                Instant at = event.getStartTime();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null
                        && at.isAfter(from)
                        && at.isBefore(to)) {
                    sample.accept(event.getStackTrace().getFrames());
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
