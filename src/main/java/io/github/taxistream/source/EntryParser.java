package io.github.taxistream.source;

import io.github.taxistream.trip.TripEnvelope;
import java.io.Serializable;

/** Turns records into entries. A parser serves one shard, and so one thread. */
public interface EntryParser {

    /**
     * Reads one record; never throws, never returns null.
     *
     * @param record the record's bytes, not to be changed
     * @param arrivalMillis when it arrived in Kinesis, in milliseconds since 1970 UTC
     * @param stream the stream's name
     * @param shardId the shard's id
     * @param sequenceNumber the record's sequence number
     * @return the record's first entry, which leads to any others
     */
    TripEnvelope parse(
            byte[] record,
            long arrivalMillis,
            String stream,
            String shardId,
            String sequenceNumber);

    /** Creates parsers where the source runs. */
    interface Factory extends Serializable {

        EntryParser create();
    }
}
