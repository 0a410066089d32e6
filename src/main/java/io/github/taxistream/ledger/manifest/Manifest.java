package io.github.taxistream.ledger.manifest;

import java.util.List;

/** What a run has sent, to verify the job's output against and to resume from. Immutable. */
public final class Manifest {

    private final Origin origin;
    private final String started;
    private final String ended;
    private final boolean complete;
    private final long read;
    private final List<Long> unsent;
    private final long retriedAfterUnknownOutcome;
    private final Tally tally;

    /**
     * @param origin what was to be sent, and where to; a run resumes only the same
     * @param started when the first run began, ISO-8601
     * @param ended when the last run ended, ISO-8601
     * @param complete whether all was sent that was to be sent
     * @param read how many records have been taken from the source, in the order of sending
     * @param unsent the positions of those among them that are not surely in the stream
     * @param retriedAfterUnknownOutcome entries sent again though they may have been stored
     * @param tally what is in the stream; not to be changed
     */
    public Manifest(
            Origin origin,
            String started,
            String ended,
            boolean complete,
            long read,
            List<Long> unsent,
            long retriedAfterUnknownOutcome,
            Tally tally) {
        this.origin = origin;
        this.started = started;
        this.ended = ended;
        this.complete = complete;
        this.read = read;
        this.unsent = List.copyOf(unsent);
        this.retriedAfterUnknownOutcome = retriedAfterUnknownOutcome;
        this.tally = tally;
    }

    /** What was to be sent, and where to. */
    public Origin origin() {
        return origin;
    }

    /** When the first run began, ISO-8601. */
    public String started() {
        return started;
    }

    /** When the last run ended, ISO-8601. */
    public String ended() {
        return ended;
    }

    /** Whether all was sent that was to be sent. */
    public boolean isComplete() {
        return complete;
    }

    /** How many records have been taken from the source. */
    public long read() {
        return read;
    }

    /** The positions of records that have been taken, but are not surely in the stream. */
    public List<Long> unsent() {
        return unsent;
    }

    /** Entries sent again though they may have been stored: each may be in the stream twice. */
    public long retriedAfterUnknownOutcome() {
        return retriedAfterUnknownOutcome;
    }

    /** What is in the stream. */
    public Tally tally() {
        return tally;
    }
}
