package io.github.taxistream.parse.json;

/** A position in a text, which advances as the text is passed. */
abstract class JsonCursor {

    /** What {@link #next} returns at the end of the text. */
    public static final int END = -1;

    private static final byte[] NOTHING = {};

    byte[] text = NOTHING;
    private int start;
    int limit;
    int at;

    /** Begins a text; a byte-order mark is skipped. */
    public void begin(byte[] newText) {
        begin(newText, startOf(newText), newText.length);
    }

    /** Begins the part of a text between two positions. */
    public void begin(byte[] newText, int from, int to) {
        text = newText;
        start = from;
        limit = to;
        at = from;
    }

    /** Where a text begins: after its byte-order mark, if it has one. */
    public static int startOf(byte[] text) {
        boolean hasMark =
                text.length >= 3
                        && text[0] == (byte) 0xEF
                        && text[1] == (byte) 0xBB
                        && text[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }

    /** Skips whitespace and returns the byte that follows, without passing it, or {@link #END}. */
    public int next() {
        while (at < limit) {
            byte c = text[at];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return c & 0xFF;
            }
            at++;
        }
        return END;
    }

    /** Passes the byte that {@link #next} returned. */
    public void pass() {
        at++;
    }

    /** Skips whitespace and passes this byte, which has to follow. */
    public void pass(char expected) throws MalformedJsonException {
        if (next() != expected) {
            throw unexpected("'" + expected + "'");
        }
        at++;
    }

    /**
     * Skips whitespace up to a comma, which is not passed, or passes this bracket; returns whether
     * it was the bracket.
     */
    public boolean passEndOrSeeComma(char closing) throws MalformedJsonException {
        int c = next();
        if (c == closing) {
            at++;
            return true;
        }
        if (c != ',') {
            throw unexpected("','");
        }
        return false;
    }

    /** Passes exactly this text, if it is here, and returns whether it was. */
    public boolean pass(ExpectedText expected) {
        if (!expected.standsAt(text, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** The current position. */
    public int position() {
        return at;
    }

    /** Passes what the caller has seen to be a value; its first byte is at {@link #position()}. */
    public void passTo(int end) {
        at = end;
    }

    /** Checks that nothing but whitespace follows. */
    public void passEnd() throws MalformedJsonException {
        if (next() != END) {
            throw unexpected("the end of the record");
        }
    }

    final int byteAt(int index) {
        return index < limit ? text[index] & 0xFF : END;
    }

    final MalformedJsonException unexpected(String expected) {
        String found =
                at >= limit
                        ? "the record ends"
                        : String.format("byte %d is 0x%02x", at - start, text[at] & 0xFF);
        return new MalformedJsonException(
                String.format("not JSON: %s where %s should be", found, expected));
    }
}
