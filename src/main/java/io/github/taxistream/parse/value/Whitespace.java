package io.github.taxistream.parse.value;

/** Finds a value within the whitespace around it. */
public final class Whitespace {

    private Whitespace() {}

    /** Where the text between two positions begins, without its leading whitespace. */
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
