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
    private final int scale;
    private final PlainNumber plainNumber;
    private final UsualTime usualTime = new UsualTime();
    private boolean missing = true;
    private long value;
    private String text;
    private int nameStart;

    Member(Kind kind) {
        this.kind = kind;
        this.scale = kind == Kind.HUNDREDTHS ? 2 : 0;
        this.plainNumber = new PlainNumber(scale);
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
     * Passes the value and takes it; what was read before, from a duplicate, is forgotten, unless
     * that was a value under another name and this is none.
     *
     * @param first the value's first byte
     * @param newNameStart where the member's name begins
     */
    void read(JsonScanner json, byte[] record, int first, int newNameStart)
            throws MalformedJsonException {
        if (missing) {
            nameStart = newNameStart;
            read(json, record, first);
        } else {
            readDuplicate(json, record, first, newNameStart);
        }
    }

    private void readDuplicate(JsonScanner json, byte[] record, int first, int newNameStart)
            throws MalformedJsonException {
        long valueBefore = value;
        String textBefore = text;
        clear();
        read(json, record, first);
        if (missing && !isSameName(record, nameStart, newNameStart)) {
            missing = false;
            value = valueBefore;
            text = textBefore;
        } else {
            nameStart = newNameStart;
        }
    }

    private static boolean isSameName(byte[] record, int start, int otherStart)
            throws MalformedJsonException {
        return MemberNames.lowerCaseAt(record, start)
                .equals(MemberNames.lowerCaseAt(record, otherStart));
    }

    private void read(JsonScanner json, byte[] record, int first) throws MalformedJsonException {
        if (first == '"') {
            readString(json, record);
        } else if (first == '-' || (first >= '0' && first <= '9')) {
            readNumber(json, record);
        } else {
            json.passValue(first);
            if (first != 'n') {
                missing = false;
                value = UNREADABLE;
                text = String.valueOf((char) first);
            }
        }
    }

    private void readString(JsonScanner json, byte[] record) throws MalformedJsonException {
        if (kind == Kind.TIME && readUsualTime(json, record)) {
            return;
        }
        json.passString();
        if (json.valueHasEscapes()) {
            byte[] decoded =
                    JsonStrings.decode(record, json.valueStart(), json.valueEnd())
                            .getBytes(StandardCharsets.UTF_8);
            take(decoded, 0, decoded.length);
        } else {
            take(record, json.valueStart(), json.valueEnd());
        }
    }

    /** Of a string that is as long as a time and reads as one, no byte needs a second look. */
    private boolean readUsualTime(JsonScanner json, byte[] record) {
        int from = json.position() + 1;
        int to = from + WallClock.LENGTH;
        if (to >= record.length || record[to] != '"') {
            return false;
        }
        value = usualTime.seconds(record, from);
        if (value == UNREADABLE) {
            return false;
        }
        json.passTo(to + 1);
        missing = false;
        return true;
    }

    private void readNumber(JsonScanner json, byte[] record) throws MalformedJsonException {
        if (kind != Kind.TIME && plainNumber.read(record, json.position())) {
            json.passTo(plainNumber.end());
            value = plainNumber.value();
            missing = false;
        } else {
            json.passNumber();
            take(record, json.valueStart(), json.valueEnd());
        }
    }

    private void take(byte[] bytes, int from, int to) {
        if (isBlank(bytes, from, to)) {
            return;
        }
        missing = false;
        value = valueOf(bytes, from, to);
        if (value == UNREADABLE) {
            text = new String(bytes, from, Math.min(to - from, MAX_TEXT), StandardCharsets.UTF_8);
        }
    }

    private long valueOf(byte[] bytes, int from, int to) {
        if (kind == Kind.TIME) {
            return WallClock.seconds(bytes, from, to - from);
        }
        if (plainNumber.read(bytes, from) && plainNumber.end() == to) {
            return plainNumber.value();
        }
        return kind == Kind.ID
                ? Decimals.whole(bytes, from, to - from)
                : Decimals.rounded(bytes, from, to - from, scale);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Decimals.isBlank(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
