package io.github.taxistream.parse;

import java.nio.charset.StandardCharsets;

/** A member that counts, and what the current record has for it. */
final class Member {

    /** What a member's value has to be. */
    enum Kind {
        /** A time, in seconds since 1970. */
        TIME,
        /** A whole number. */
        ID,
        /** A number of things, rounded to a whole one. */
        COUNT,
        /** A number with two decimals, in hundredths. */
        HUNDREDTHS
    }

    private static final long UNREADABLE = Decimals.UNREADABLE;
    private static final int MAX_TEXT = 100;

    private final Kind kind;
    private boolean missing = true;
    private long value;
    private String text;

    Member(Kind kind) {
        this.kind = kind;
    }

    /** Whether the record lacks the member, or has null or a blank string for it. */
    boolean isMissing() {
        return missing;
    }

    /** Whether the record has something for it that is not of its kind. */
    boolean isUnreadable() {
        return !missing && value == UNREADABLE;
    }

    /** The value; undefined if it is missing or unreadable. */
    long value() {
        return value;
    }

    /** The value, or 0 if it is missing or unreadable. */
    long orZero() {
        return missing || value == UNREADABLE ? 0 : value;
    }

    /** What stands in the record, or its beginning, if it is unreadable. */
    String text() {
        return text;
    }

    /** Forgets the last record. */
    void clear() {
        missing = true;
        text = null;
    }

    /**
     * Passes the value and takes it; what was read before, from a duplicate, is forgotten.
     *
     * @param first the value's first byte
     */
    void read(JsonScanner json, byte[] record, int first) throws MalformedJsonException {
        clear();
        if (first == '"') {
            json.passString();
            if (json.valueHasEscapes()) {
                byte[] decoded =
                        JsonStrings.decode(record, json.valueStart(), json.valueEnd())
                                .getBytes(StandardCharsets.UTF_8);
                take(decoded, 0, decoded.length, false);
            } else {
                take(record, json.valueStart(), json.valueEnd(), false);
            }
        } else if (first == '-' || (first >= '0' && first <= '9')) {
            json.passNumber();
            take(record, json.valueStart(), json.valueEnd(), true);
        } else {
            json.passValue(first);
            if (first != 'n') {
                missing = false;
                value = UNREADABLE;
                text = String.valueOf((char) first);
            }
        }
    }

    private void take(byte[] bytes, int from, int to, boolean isNumber) {
        int length = to - from;
        if (isBlank(bytes, from, to)) {
            return;
        }
        missing = false;
        switch (kind) {
            case TIME:
                value = isNumber ? UNREADABLE : WallClock.seconds(bytes, from, length);
                break;
            case ID:
                value = Decimals.whole(bytes, from, length);
                break;
            case COUNT:
                value = Decimals.rounded(bytes, from, length, 0);
                break;
            case HUNDREDTHS:
                value = Decimals.rounded(bytes, from, length, 2);
                break;
        }
        if (value == UNREADABLE) {
            text = new String(bytes, from, Math.min(length, MAX_TEXT), StandardCharsets.UTF_8);
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
