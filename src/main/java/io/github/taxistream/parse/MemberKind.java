package io.github.taxistream.parse;

import io.github.taxistream.parse.value.Decimals;

/** What a member's value has to be. */
enum MemberKind {
    /** A time, in seconds since 1970. */
    TIME,
    /** A whole number. */
    ID,
    /** A number of things, rounded to a whole one. */
    COUNT,
    /** A number with two decimals, in hundredths. */
    HUNDREDTHS,
    /** Anything, of which only the bytes count. */
    BYTES;

    /** How many decimals its numbers have. */
    int scale() {
        return this == HUNDREDTHS ? 2 : 0;
    }

    /** The number between two places, for a kind that is one, or UNREADABLE. */
    long number(byte[] text, int from, int to) {
        return this == ID
                ? Decimals.whole(text, from, to - from)
                : Decimals.rounded(text, from, to - from, scale());
    }
}
