package io.github.taxistream.ledger.manifest;

import io.github.taxistream.trip.Instants;
import java.time.Duration;

/** What a run sends, where to, and by which of the job's rules it counts. Immutable. */
public final class Origin {

    private final String source;
    private final String stream;
    private final String place;
    private final Duration futureTolerance;
    private final Instants instants;

    /**
     * @param source what is sent, in what order and form
     * @param stream the stream's name; empty for a dry run
     * @param place where the stream is, an endpoint or AWS's region; empty for a dry run
     * @param futureTolerance the job's {@code time.future-tolerance}
     * @param instants the job's {@code time.instants}
     */
    public Origin(
            String source,
            String stream,
            String place,
            Duration futureTolerance,
            Instants instants) {
        this.source = source;
        this.stream = stream;
        this.place = place;
        this.futureTolerance = futureTolerance;
        this.instants = instants;
    }

    /** What is sent, in what order and form. */
    public String source() {
        return source;
    }

    /** The stream's name; empty for a dry run. */
    public String stream() {
        return stream;
    }

    /** Where the stream is; empty for a dry run. */
    public String place() {
        return place;
    }

    /** The job's {@code time.future-tolerance}. */
    public Duration futureTolerance() {
        return futureTolerance;
    }

    /** The job's {@code time.instants}. */
    public Instants instants() {
        return instants;
    }

    /**
     * Why a run of this origin cannot go on as one of another, as the rest of a sentence; empty if
     * it can.
     */
    public String whyNot(Origin other) {
        if (!destination().equals(other.destination())) {
            return "is from " + destination() + ", not " + other.destination("");
        }
        if (!source.equals(other.source)) {
            return "is from another run, which this one cannot resume.\n  then: "
                    + source
                    + "\n  now:  "
                    + other.source;
        }
        if (!futureTolerance.equals(other.futureTolerance)) {
            return "counts with --future-tolerance "
                    + futureTolerance
                    + ", not with "
                    + other.futureTolerance;
        }
        if (instants != other.instants) {
            return "counts with --instants " + instants + ", not with " + other.instants;
        }
        return "";
    }

    private String destination() {
        return destination("a run ");
    }

    private String destination(String run) {
        return stream.isEmpty()
                ? (run.isEmpty() ? "into a dry run" : "a dry run")
                : run + "into stream " + stream + " at " + place;
    }
}
