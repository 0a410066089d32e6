package io.github.taxistream.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

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

    /** Takes the parser's current value; what was read before, from a duplicate, is forgotten. */
    void read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        clear();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            read(
                    token.isNumeric(),
                    json.getTextCharacters(),
                    json.getTextOffset(),
                    json.getTextLength());
        } else if (token != JsonToken.VALUE_NULL) {
            missing = false;
            value = UNREADABLE;
            text = token.asString();
        }
    }

    private void read(boolean isNumber, char[] chars, int offset, int length) {
        if (!isNumber && isBlank(chars, offset, length)) {
            return;
        }
        missing = false;
        switch (kind) {
            case TIME:
                value = isNumber ? UNREADABLE : WallClock.seconds(chars, offset, length);
                break;
            case ID:
                value = Decimals.whole(chars, offset, length);
                break;
            case COUNT:
                value = Decimals.rounded(chars, offset, length, 0);
                break;
            case HUNDREDTHS:
                value = Decimals.rounded(chars, offset, length, 2);
                break;
        }
        if (value == UNREADABLE) {
            text = new String(chars, offset, Math.min(length, MAX_TEXT));
        }
    }

    private static boolean isBlank(char[] chars, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (chars[i] > ' ') {
                return false;
            }
        }
        return true;
    }
}
