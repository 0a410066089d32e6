package io.github.taxistream.bench;

import java.io.IOException;

/** One way to do the work, run again and again in a JVM of its own. */
interface Work extends AutoCloseable {

    /**
     * Takes all of {@link TripRecords#loaded()} once, after {@link Stopwatch#start()}.
     *
     * @throws Exception whatever goes wrong ends the benchmark
     */
    void run() throws Exception;

    /** How many trips the last run's result holds: not all, where late ones are dropped. */
    long countedTrips() throws Exception;

    /** The most bytes of a checkpoint in the last run; 0 if there was none. */
    default long checkpointBytes() {
        return 0;
    }

    @Override
    default void close() throws IOException {}
}
