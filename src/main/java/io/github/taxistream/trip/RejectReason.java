package io.github.taxistream.trip;

/**
 * Why an entry cannot be placed in a zone and an hour. It is rejected for the first reason in this
 * order that applies.
 */
public enum RejectReason {
    NOT_JSON("not_json"),
    NOT_AN_OBJECT("not_an_object"),
    MISSING_PICKUP_TIME("missing_pickup_time"),
    BAD_PICKUP_TIME("bad_pickup_time"),
    PICKUP_BEFORE_2009("pickup_before_2009"),
    PICKUP_IN_FUTURE("pickup_in_future"),
    MISSING_ZONE("missing_zone"),
    BAD_ZONE("bad_zone"),
    /** An aggregate with a key of another shard; it is skipped as a whole. */
    MISPLACED("misplaced"),
    /** A trip that was sent again, if the job looks for duplicates. */
    DUPLICATE("duplicate");

    private final String id;

    RejectReason(String id) {
        this.id = id;
    }

    /** Its name in the output. */
    public String id() {
        return id;
    }
}
