package io.github.taxistream.producer.send;

import java.util.List;

/** What sending needs of a Kinesis data stream. For use by several threads at once. */
public interface TripStream extends AutoCloseable {

    /** The most entries of a request. */
    int MAX_ENTRIES = 500;

    /** The most bytes of a request, partition keys included. */
    int MAX_REQUEST_BYTES = 5 << 20;

    /** The most bytes of an entry, its partition key included. */
    int MAX_ENTRY_BYTES = 1 << 20;

    /** The stream's name and endpoint, for sentences. */
    String description();

    /**
     * The shards that take records, in any order.
     *
     * @throws io.github.taxistream.cli.Problem if the stream is missing or out of reach
     */
    List<Shard> openShards();

    /**
     * The shards that take records, and those that have taken some and are still readable.
     *
     * @throws io.github.taxistream.cli.Problem if the stream is missing or out of reach
     */
    List<Shard> allShards();

    /**
     * Sends entries in one request.
     *
     * @return what became of each, in their order
     * @throws UnknownOutcomeException if there was no response
     * @throws io.github.taxistream.cli.Problem if it is of no use to try again
     */
    List<EntryOutcome> put(List<StreamEntry> entries) throws UnknownOutcomeException;

    @Override
    default void close() {}
}
