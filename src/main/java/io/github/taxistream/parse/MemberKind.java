package io.github.taxistream.parse;

import io.github.taxistream.parse.value.Decimals;

/** The kinds of values that members have. */
enum MemberKind {
    /** A time, in seconds since 1970. */
    TIME,
    /** A whole number. */
    ID,
    /** A count, rounded to a whole number. */
    COUNT,
    /** A number with two decimals, in hundredths. */
    HUNDREDTHS,
    /** Anything; only its bytes count. */
    BYTES;

    /** How many decimals its numbers have. */
    int scale() {
        return this == HUNDREDTHS ? 2 : 0;
    }

    /** Whether what cannot be read counts as 0, so that nothing depends on what it says. */
    boolean isMeasure() {
        return this == COUNT || this == HUNDREDTHS;
    }

    /** The number between two positions, for a kind of number, or UNREADABLE. */
    long number(byte[] text, int from, int to) {
        return this == ID
                ? Decimals.whole(text, from, to - from)
                : Decimals.rounded(text, from, to - from, scale());
    }
}
