package io.github.taxistream.parse.value;

/** Finds a value within the whitespace and the quotes around it. */
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

    /** Whether a text without whitespace around it is in a pair of quotes, double or single. */
    public static boolean isQuoted(byte[] text, int from, int to) {
        return to - from >= 2
                && (text[from] == '"' || text[from] == '\'')
                && text[to - 1] == text[from];
    }
}
