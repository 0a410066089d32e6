package io.github.taxistream.parse;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.JsonStrings;
import io.github.taxistream.parse.json.MalformedJsonException;
import io.github.taxistream.parse.json.MemberNames;
import io.github.taxistream.parse.value.PlainNumber;
import io.github.taxistream.parse.value.Times;
import io.github.taxistream.parse.value.UsualTime;
import io.github.taxistream.parse.value.Whitespace;

/** A member that counts, and its value in the current entry. */
final class Member {

    private final MemberKind kind;
    private final PlainNumber plainNumber;
    private final UsualTime usualTime = new UsualTime();
    private final Times times;
    private final PresentMembers present;
    private final int bit;
    private long value;
    private long trueSeconds = UNREADABLE;
    private boolean isInstant;
    private String text;
    private int nameStart;
    private boolean keepsPlace;
    private int valueStart;
    private int valueEnd;

    /**
     * @param present records which members the current entry has
     * @param times reads the times; not used by other kinds
     */
    Member(MemberKind kind, PresentMembers present, Times times) {
        this.kind = kind;
        this.present = present;
        this.bit = present.nextBit();
        this.times = times;
        this.plainNumber = new PlainNumber(kind.scale());
    }

    /** Whether the entry lacks the member, or has null, NaN or whitespace for it. */
    boolean isMissing() {
        return !present.hasAny(bit);
    }

    int bit() {
        return bit;
    }

    /** Whether its value in the entry is not of its kind. */
    boolean isUnreadable() {
        return value == UNREADABLE && !isMissing();
    }

    /** The value; undefined if it is missing or unreadable. */
    long value() {
        return value;
    }

    /** The value, or 0 if it is missing or unreadable. */
    long orZero() {
        return isMissing() || value == UNREADABLE ? 0 : value;
    }

    /** Lets it remember where in the text its value is. */
    void keepPlace() {
        keepsPlace = true;
    }

    /** Hashes its value as it is written in this text, if it remembers where. */
    void hash(byte[] record, MetroHash metro) {
        metro.hash(record, valueStart, valueEnd);
    }

    /** The seconds since 1970 UTC of a time that is a true instant; else UNREADABLE. */
    long trueSeconds() {
        return isMissing() ? UNREADABLE : trueSeconds;
    }

    /** Whether it is a time that names its zone, or is counted from 1970. */
    boolean isInstant() {
        return isInstant && !isMissing();
    }

    /** The value as it is written, or its beginning; undefined unless it is unreadable. */
    String text() {
        return text;
    }

    /**
     * Passes the value and takes it. A value from a duplicate member before is replaced, unless it
     * stood under another name and this one is missing or says that it is.
     *
     * @param first the value's first byte
     * @param newNameStart where the comma or brace before its name is
     */
    void read(JsonScanner json, byte[] record, int first, int newNameStart)
            throws MalformedJsonException {
        if (isMissing()) {
            nameStart = newNameStart;
            read(json, record, first);
        } else {
            readDuplicate(json, record, first, newNameStart);
        }
    }

    private void readDuplicate(JsonScanner json, byte[] record, int first, int newNameStart)
            throws MalformedJsonException {
        long valueBefore = value;
        long trueSecondsBefore = trueSeconds;
        boolean wasInstant = isInstant;
        String textBefore = text;
        int startBefore = valueStart;
        int endBefore = valueEnd;
        present.remove(bit);
        read(json, record, first);
        boolean isNothing =
                isMissing() || (value == UNREADABLE && UnreadableText.saysNothing(text));
        if (isNothing && !MemberNames.areSame(record, nameStart, newNameStart)) {
            present.add(bit);
            value = valueBefore;
            trueSeconds = trueSecondsBefore;
            isInstant = wasInstant;
            text = textBefore;
            valueStart = startBefore;
            valueEnd = endBefore;
        } else {
            nameStart = newNameStart;
        }
    }

    private void read(JsonScanner json, byte[] record, int first) throws MalformedJsonException {
        int start = json.position();
        readValue(json, record, first);
        if (keepsPlace && !isMissing()) {
            valueStart = start;
            valueEnd = json.position();
        }
    }

    private void readValue(JsonScanner json, byte[] record, int first)
            throws MalformedJsonException {
        if (kind == MemberKind.BYTES) {
            int start = json.position();
            json.passValue(first);
            if (!UnreadableText.isNothing(record, start, json.position())) {
                present.add(bit);
            }
        } else if (first == '"') {
            readString(json, record);
        } else if (first == '-' || (first >= '0' && first <= '9')) {
            readNumber(json, record);
        } else {
            json.passValue(first);
            // Python writes NaN and Infinity where pandas has no number: they are null.
            if (first != 'n' && first != 'N' && first != 'I' && first != '+') {
                present.add(bit);
                value = UNREADABLE;
                isInstant = false;
                text = String.valueOf((char) first);
            }
        }
    }

    private void readString(JsonScanner json, byte[] record) throws MalformedJsonException {
        if (kind == MemberKind.TIME && readUsualTime(json, record)) {
            return;
        }
        json.passString();
        if (json.valueHasEscapes()) {
            byte[] decoded = JsonStrings.bytes(record, json.valueStart(), json.valueEnd());
            takeQuoted(decoded, 0, decoded.length);
        } else {
            takeQuoted(record, json.valueStart(), json.valueEnd());
        }
    }

    /** If a string has the length of a time and reads as one, no byte needs a second look. */
    private boolean readUsualTime(JsonScanner json, byte[] record) {
        int from = json.position() + 1;
        int to = from + UsualTime.LENGTH;
        if (to >= record.length || record[to] != '"') {
            return false;
        }
        value = usualTime.seconds(record, from);
        if (value == UNREADABLE) {
            return false;
        }
        json.passTo(to + 1);
        present.add(bit);
        isInstant = false;
        trueSeconds = UNREADABLE;
        return true;
    }

    private void readNumber(JsonScanner json, byte[] record) throws MalformedJsonException {
        if (kind != MemberKind.TIME && plainNumber.read(record, json.position())) {
            json.passTo(plainNumber.end());
            value = plainNumber.value();
            present.add(bit);
            return;
        }
        json.passNumber();
        boolean isInfinity = record[json.valueEnd() - 1] > '9';
        if (!isInfinity) {
            take(record, json.valueStart(), json.valueEnd());
        }
    }

    /** Takes a string's value, without the pair of quotes that quoted CSV leaves around it. */
    private void takeQuoted(byte[] bytes, int from, int to) {
        int start = Whitespace.passed(bytes, from, to);
        int end = Whitespace.cutOff(bytes, start, to);
        boolean isQuoted = Whitespace.isQuoted(bytes, start, end);
        take(bytes, isQuoted ? start + 1 : start, isQuoted ? end - 1 : end);
    }

    private void take(byte[] bytes, int from, int to) {
        int start = Whitespace.passed(bytes, from, to);
        int end = Whitespace.cutOff(bytes, start, to);
        if (start == end) {
            return;
        }
        value = valueOf(bytes, start, end);
        if (value == UNREADABLE) {
            text = UnreadableText.of(bytes, start, end);
            if (kind.isMeasure() && UnreadableText.saysNothing(text)) {
                return;
            }
        }
        present.add(bit);
    }

    private long valueOf(byte[] bytes, int from, int to) {
        if (kind == MemberKind.TIME) {
            long seconds = times.seconds(bytes, from, to);
            isInstant = times.wasInstant();
            trueSeconds = times.trueSeconds();
            return seconds;
        }
        if (plainNumber.read(bytes, from) && plainNumber.end() == to) {
            return plainNumber.value();
        }
        return kind.number(bytes, from, to);
    }
}
