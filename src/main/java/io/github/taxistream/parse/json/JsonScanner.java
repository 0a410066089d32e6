package io.github.taxistream.parse.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Walks over JSON texts (RFC 8259) in UTF-8, and makes nothing of them: values are skipped, or
 * given as the range of bytes where they stand.
 *
 * <p>Takes and refuses what jackson-core's parser does with ALLOW_NON_NUMERIC_NUMBERS, but for
 * UTF-16 and UTF-32, which it refuses. Depth and length are bounded by the text alone.
 */
public final class JsonScanner {

    /** What {@link #next} returns at the end of the text. */
    public static final int END = -1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] NOTHING = {};

    private byte[] text = NOTHING;
    private int start;
    private int limit;
    private int at;
    private int valueStart;
    private int valueEnd;
    private boolean valueHasEscapes;

    /** Begins a text; a byte-order mark is skipped. */
    public void begin(byte[] newText) {
        begin(newText, startOf(newText), newText.length);
    }

    /** Begins the part of a text between two places. */
    public void begin(byte[] newText, int from, int to) {
        text = newText;
        start = from;
        limit = to;
        at = from;
    }

    /** Where a text begins: behind its byte-order mark, if it has one. */
    public static int startOf(byte[] text) {
        boolean hasMark =
                text.length >= 3
                        && text[0] == (byte) 0xEF
                        && text[1] == (byte) 0xBB
                        && text[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }

    /** Skips whitespace; the byte that follows, which is not passed, or {@link #END}. */
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

    /** Skips whitespace and passes this byte, which has to be there. */
    public void pass(char expected) throws MalformedJsonException {
        if (next() != expected) {
            throw unexpected("'" + expected + "'");
        }
        at++;
    }

    /** Passes this text, if just that stands here, and returns whether it did. */
    public boolean pass(ExpectedText expected) {
        if (!expected.standsAt(text, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** Where it has come to. */
    public int position() {
        return at;
    }

    /** Passes what the caller has seen to be a value; its first byte is at {@link #position()}. */
    public void passTo(int end) {
        at = end;
    }

    /** Where the last string or number that was passed begins, without the quotation mark. */
    public int valueStart() {
        return valueStart;
    }

    /** Where it ends. */
    public int valueEnd() {
        return valueEnd;
    }

    /** Whether the last string has escapes, so that its bytes are not what it says. */
    public boolean valueHasEscapes() {
        return valueHasEscapes;
    }

    /** Passes a string, at its opening quotation mark. */
    public void passString() throws MalformedJsonException {
        valueStart = ++at;
        valueHasEscapes = false;
        while (true) {
            skipPlainBytes();
            if (at >= limit) {
                throw unexpected("the end of a string");
            }
            int c = text[at] & 0xFF;
            if (c == '"') {
                valueEnd = at++;
                return;
            }
            if (c == '\\') {
                valueHasEscapes = true;
                passEscape();
            } else if (c < ' ') {
                throw unexpected("no control character in a string");
            } else {
                passMultiByteCharacter(c);
            }
        }
    }

    /** Passes a member's name, with the colon behind it. */
    public void passName() throws MalformedJsonException {
        if (next() != '"') {
            throw unexpected("a member's name");
        }
        passString();
        pass(':');
    }

    /** Passes a number, at its first byte; -Infinity is one, too. */
    public void passNumber() throws MalformedJsonException {
        valueStart = at;
        valueHasEscapes = false;
        if (byteAt(at) == '-') {
            if (byteAt(at + 1) == 'I') {
                passInfinity();
                return;
            }
            at++;
        }
        if (byteAt(at) == '0') {
            at++;
        } else {
            passDigits();
        }
        if (byteAt(at) == '.') {
            at++;
            passDigits();
        }
        if ((byteAt(at) | 0x20) == 'e') {
            at++;
            if (byteAt(at) == '+' || byteAt(at) == '-') {
                at++;
            }
            passDigits();
        }
        valueEnd = at;
    }

    /** Passes any value, at its first byte, which {@link #next} returned. */
    public void passValue(int first) throws MalformedJsonException {
        if (first == '{' || first == '[') {
            passContainer(first);
        } else {
            passScalar(first);
        }
    }

    /** Sees that nothing but whitespace follows. */
    public void passEnd() throws MalformedJsonException {
        if (next() != END) {
            throw unexpected("the end of the record");
        }
    }

    private void passScalar(int first) throws MalformedJsonException {
        switch (first) {
            case '"':
                passString();
                break;
            case 't':
                passWord("true");
                break;
            case 'f':
                passWord("false");
                break;
            case 'n':
                passWord("null");
                break;
            case 'N':
                passWord("NaN");
                break;
            case 'I':
                passWord("Infinity");
                break;
            case '+':
                passInfinity();
                break;
            default:
                if (first != '-' && (first < '0' || first > '9')) {
                    throw unexpected("a value");
                }
                passNumber();
        }
    }

    /** Keeps its own stack: a record may nest half a million times. */
    private void passContainer(int first) throws MalformedJsonException {
        BitSet isObject = new BitSet();
        int depth = 0;
        int c = first;
        boolean isEmpty;
        do {
            if (c == '{' || c == '[') {
                isObject.set(depth++, c == '{');
                at++;
                isEmpty = true;
            } else {
                passScalar(c);
                isEmpty = false;
            }
            c = next();
            while (depth > 0 && c == (isObject.get(depth - 1) ? '}' : ']')) {
                at++;
                depth--;
                isEmpty = false;
                c = depth > 0 ? next() : c;
            }
            if (depth > 0) {
                c = passToNextValue(isObject.get(depth - 1), isEmpty);
            }
        } while (depth > 0);
    }

    /** Passes what stands before a member's or an element's value, and returns its first byte. */
    private int passToNextValue(boolean inObject, boolean isFirst) throws MalformedJsonException {
        if (!isFirst) {
            pass(',');
        }
        if (inObject) {
            passName();
        }
        return next();
    }

    /** With its sign; INF is as good as Infinity, but only behind a sign, as with Jackson. */
    private void passInfinity() throws MalformedJsonException {
        at++;
        passWord(byteAt(at + 1) == 'N' ? "INF" : "Infinity");
        valueEnd = at;
    }

    private void passWord(String word) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(at + i) != word.charAt(i)) {
                throw unexpected(word);
            }
        }
        at += word.length();
    }

    private void passDigits() throws MalformedJsonException {
        int to = at;
        while (to < limit && text[to] >= '0' && text[to] <= '9') {
            to++;
        }
        if (to == at) {
            throw unexpected("a digit");
        }
        at = to;
    }

    private void passEscape() throws MalformedJsonException {
        int c = byteAt(at + 1);
        if (c == 'u') {
            for (int i = 2; i < 6; i++) {
                if (Character.digit(byteAt(at + i), 16) < 0) {
                    throw unexpected("four hexadecimal digits after \\u");
                }
            }
            at += 6;
        } else if (c != END && "\"\\/bfnrt".indexOf(c) >= 0) {
            at += 2;
        } else {
            throw unexpected("an escape that JSON knows");
        }
    }

    private void passMultiByteCharacter(int lead) throws MalformedJsonException {
        int length;
        if ((lead & 0xE0) == 0xC0) {
            length = 2;
        } else if ((lead & 0xF0) == 0xE0) {
            length = 3;
        } else if ((lead & 0xF8) == 0xF0) {
            length = 4;
        } else {
            throw unexpected("UTF-8");
        }
        for (int i = 1; i < length; i++) {
            if ((byteAt(at + i) & 0xC0) != 0x80) {
                throw unexpected("UTF-8");
            }
        }
        at += length;
    }

    /** Skips to the next byte that is a quotation mark, a backslash, a control or not ASCII. */
    private void skipPlainBytes() {
        while (at + 8 <= limit) {
            long bytes = (long) EIGHT_BYTES.get(text, at);
            long quotes = bytes ^ (ONES * '"');
            long backslashes = bytes ^ (ONES * '\\');
            // Above the first special byte of a kind the bits may be wrong, but not below.
            long special =
                    (((quotes - ONES) & ~quotes)
                                    | ((backslashes - ONES) & ~backslashes)
                                    | ((bytes - ONES * ' ') & ~bytes)
                                    | bytes)
                            & HIGH_BITS;
            if (special != 0) {
                at += Long.numberOfTrailingZeros(special) >>> 3;
                return;
            }
            at += 8;
        }
        while (at < limit && isPlain(text[at])) {
            at++;
        }
    }

    private static boolean isPlain(byte c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    private int byteAt(int index) {
        return index < limit ? text[index] & 0xFF : END;
    }

    private MalformedJsonException unexpected(String expected) {
        String found =
                at >= limit
                        ? "the record ends"
                        : String.format("byte %d is 0x%02x", at - start, text[at] & 0xFF);
        return new MalformedJsonException(
                String.format("not JSON: %s where %s should be", found, expected));
    }
}
