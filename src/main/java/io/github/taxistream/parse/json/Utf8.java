package io.github.taxistream.parse.json;

/**
 * Tells characters in UTF-8 (RFC 3629) from bytes that only look like it: a character that is
 * longer than it has to be, half of a surrogate pair, or one beyond Unicode.
 */
final class Utf8 {

    private Utf8() {}

    /**
     * How many bytes the character here has; 0 if it is none, or not complete.
     *
     * @param at where its first byte is, which is not ASCII
     * @param limit where the text ends
     */
    static int lengthAt(byte[] text, int at, int limit) {
        int lead = text[at] & 0xFF;
        int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 0 || at + length > limit || !isSecond(lead, text[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((text[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
