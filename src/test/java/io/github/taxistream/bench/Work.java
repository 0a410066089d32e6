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

    @Override
    default void close() throws IOException {}
}
