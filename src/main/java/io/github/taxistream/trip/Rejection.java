package io.github.taxistream.trip;

import java.util.Objects;

/** Why an entry was rejected, and where in the stream it stands. Immutable. */
public final class Rejection {

    private final RejectReason reason;
    private final String detail;
    private final String stream;
    private final String shardId;
    private final String sequenceNumber;
    private final int entries;

    /**
     * @param reason the first rule that the record breaks
     * @param detail a sentence for the person who looks into it
     * @param stream the name of the Kinesis stream, empty outside of one
     * @param shardId the shard, empty outside of a stream
     * @param sequenceNumber the record's sequence number, empty outside of a stream; the records of
     *     one KPL aggregate share theirs
     */
    public Rejection(
            RejectReason reason,
            String detail,
            String stream,
            String shardId,
            String sequenceNumber) {
        this(reason, detail, stream, shardId, sequenceNumber, 1);
    }

    /**
     * A rejection of an aggregate that was not de-aggregated.
     *
     * @param entries how many records it holds
     */
    public Rejection(
            RejectReason reason,
            String detail,
            String stream,
            String shardId,
            String sequenceNumber,
            int entries) {
        this.reason = Objects.requireNonNull(reason);
        this.detail = Objects.requireNonNull(detail);
        this.stream = Objects.requireNonNull(stream);
        this.shardId = Objects.requireNonNull(shardId);
        this.sequenceNumber = Objects.requireNonNull(sequenceNumber);
        this.entries = entries;
    }

    public RejectReason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    public String stream() {
        return stream;
    }

    public String shardId() {
        return shardId;
    }

    public String sequenceNumber() {
        return sequenceNumber;
    }

    /** How many records the rejected bytes hold: 1, except for a misplaced aggregate. */
    public int entries() {
        return entries;
    }

    @Override
    public String toString() {
        return reason.id() + ": " + detail;
    }
}
