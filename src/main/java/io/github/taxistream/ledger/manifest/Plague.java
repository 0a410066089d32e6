package io.github.taxistream.ledger.manifest;

/** What a trip has been given to try the job. */
public enum Plague {
    NONE("none"),
    /** It comes up more than an hour after its end. */
    LATE("late"),
    /** Its times are wrong by hours or days. */
    BAD_CLOCK("bad_clock"),
    /** It has the bytes and the key of a record sent just before. */
    DUPLICATE("duplicate");

    private final String id;

    Plague(String id) {
        this.id = id;
    }

    /** As it is written in manifests. */
    public String id() {
        return id;
    }
}
