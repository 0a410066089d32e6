package io.github.taxistream.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A JSON string as it stood in a text, quotation marks and all, to be compared with quickly. */
final class ExpectedString {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int length;
    private final long[] words;
    private final long lastWordMask;

    /**
     * Takes the string from a text.
     *
     * @param from where its opening quotation mark stands
     * @param to behind its closing one
     */
    ExpectedString(byte[] text, int from, int to) {
        length = to - from;
        words = new long[(length + 7) / 8];
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(text, from, to), words.length * 8);
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) EIGHT_BYTES.get(padded, i * 8);
        }
        lastWordMask = length % 8 == 0 ? -1L : (1L << (length % 8 * 8)) - 1;
    }

    /** With the quotation marks. */
    int length() {
        return length;
    }

    /** Whether it stands here; not if so near the end of the text that no record is that short. */
    boolean standsAt(byte[] text, int at) {
        if (at + words.length * 8 > text.length) {
            return false;
        }
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if ((long) EIGHT_BYTES.get(text, at + i * 8) != words[i]) {
                return false;
            }
        }
        return ((long) EIGHT_BYTES.get(text, at + last * 8) & lastWordMask) == words[last];
    }
}
