package io.github.taxistream.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The records, made once, for the processes that JMH starts. */
final class BenchmarkRecords {

    private static final String PROPERTY = "bench.records";

    private BenchmarkRecords() {}

    /** The JVM's argument that says where the records are. */
    static String option(Path file) {
        return "-D" + PROPERTY + "=" + file;
    }

    /** All of them, once each. */
    static TripRecords load() throws IOException {
        return TripRecords.once(Path.of(System.getProperty(PROPERTY)));
    }
}
