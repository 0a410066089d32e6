package io.github.taxistream.bench;

import io.github.taxistream.trip.Trip;
import java.io.IOException;

/**
 * Reads a trip from a record, as a library would be used for it in this job.
 *
 * <p>The libraries' readers take only what the benchmark's records hold: names in the TLC's letter
 * case, values of their type or null, times that are right. So they do less than ours does.
 */
interface TripReader {

    /**
     * Reads one record.
     *
     * @throws IOException if it is not JSON
     */
    Trip read(byte[] json) throws IOException;
}
