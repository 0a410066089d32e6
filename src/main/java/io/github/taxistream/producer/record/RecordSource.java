package io.github.taxistream.producer.record;

import java.io.Closeable;
import java.io.IOException;

/** Records, one after the other. */
public interface RecordSource extends Closeable {

    /** What {@link #expectedRecords} returns when it is not known. */
    long UNKNOWN = -1;

    /**
     * The next record, or null after the last.
     *
     * @throws io.github.taxistream.cli.Problem if an input cannot be read, naming it
     */
    OutgoingRecord next() throws IOException;

    /** About how many records there are in all, or {@link #UNKNOWN}: for a person who waits. */
    long expectedRecords();

    @Override
    default void close() throws IOException {}
}
