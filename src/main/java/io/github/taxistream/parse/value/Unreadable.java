package io.github.taxistream.parse.value;

/** What every reader of values returns for text that is no value of its kind. */
public final class Unreadable {

    /** No value that any reader returns otherwise. */
    public static final long UNREADABLE = Long.MIN_VALUE;

    private Unreadable() {}
}
