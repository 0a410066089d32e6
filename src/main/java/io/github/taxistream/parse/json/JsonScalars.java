package io.github.taxistream.parse.json;

import io.github.taxistream.parse.value.EightBytes;

/** Passes strings, numbers and words; the last string or number is given as a range of bytes. */
abstract class JsonScalars extends JsonCursor {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private int valueStart;
    private int valueEnd;
    private boolean valueHasEscapes;

    /** Where the last string or number that was passed begins, without the quotation mark. */
    public int valueStart() {
        return valueStart;
    }

    /** Where it ends. */
    public int valueEnd() {
        return valueEnd;
    }

    /** Whether the last string has escapes, so that its bytes are not its value. */
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
                passMultiByteCharacter();
            }
        }
    }

    /** Passes a number, at its first byte; -Infinity counts as one. */
    public void passNumber() throws MalformedJsonException {
        valueStart = at;
        valueHasEscapes = false;
        int length = at + 8 <= limit ? plainNumber(EightBytes.at(text, at)) : 0;
        if (length > 0) {
            at += length;
            valueEnd = at;
        } else {
            passAnyNumber();
        }
    }

    /**
     * How long the number is that these bytes begin with, if it ends within them and has just
     * digits and perhaps a point; else 0. Without a loop, as in {@link
     * io.github.taxistream.parse.value.PlainNumber}.
     */
    private static int plainNumber(long bytes) {
        long digits = EightBytes.digits(bytes);
        long others = EightBytes.notDigits(digits);
        int length = EightBytes.before(others);
        if (length == 0 || length == 8 || ((digits & 0xFF) == 0 && length > 1)) {
            return 0;
        }
        if (((bytes >>> (length * 8)) & 0xFF) == '.') {
            int point = length;
            length = EightBytes.before(others & (others - 1));
            if (length == 8 || length == point + 1) {
                return 0;
            }
        }
        return ((bytes >>> (length * 8)) & 0xDF) == 'E' ? 0 : length;
    }

    private void passAnyNumber() throws MalformedJsonException {
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

    final void passScalar(int first) throws MalformedJsonException {
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

    /** With its sign; INF is accepted for Infinity, but only after a sign, as Jackson does. */
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

    private void passMultiByteCharacter() throws MalformedJsonException {
        int length = Utf8.lengthAt(text, at, limit);
        if (length == 0) {
            throw unexpected("UTF-8");
        }
        at += length;
    }

    /** Skips to the next byte that is a quotation mark, a backslash, a control or not ASCII. */
    private void skipPlainBytes() {
        while (at + 8 <= limit) {
            long bytes = EightBytes.at(text, at);
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
}
