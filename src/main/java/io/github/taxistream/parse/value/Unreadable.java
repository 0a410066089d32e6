package io.github.taxistream.parse.value;

/** What every reader of values returns for text that is not a value of its kind. */
public final class Unreadable {

    /** Differs from every value that a reader returns. */
    public static final long UNREADABLE = Long.MIN_VALUE;

    private Unreadable() {}
}
