package io.github.taxistream.parse.value;

/** Finds what stands between the whitespace around a value. */
public final class Whitespace {

    private Whitespace() {}

    /** Where the text between two places begins that is no whitespace. */
    public static int passed(byte[] text, int from, int to) {
        int start = from;
        while (start < to && Decimals.isWhitespace(text[start])) {
            start++;
        }
        return start;
    }

    /** Where it ends. */
    public static int cutOff(byte[] text, int from, int to) {
        int end = to;
        while (end > from && Decimals.isWhitespace(text[end - 1])) {
            end--;
        }
        return end;
    }
}
