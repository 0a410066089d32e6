package io.github.taxistream.ledger.manifest;

/** What the job does with an entry that comes a second time: its {@code input.duplicates}. */
public enum Duplicates {
    /** It counts again. */
    KEEP,
    /** It is rejected for {@link #REASON}. */
    REJECT;

    /** The reason that it is rejected for. */
    public static final String REASON = "duplicate";
}
