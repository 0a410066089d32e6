package io.github.taxistream.parse.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A piece of a text, to be compared quickly with what stands in another. */
final class ExpectedText {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final long[] words;

    /** The last eight bytes, which overlap with the last word. */
    private final long end;

    /** Takes the bytes between two places. */
    ExpectedText(byte[] text, int from, int to) {
        bytes = Arrays.copyOfRange(text, from, to);
        words = new long[bytes.length / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) EIGHT_BYTES.get(bytes, i * 8);
        }
        end = bytes.length < 8 ? 0 : (long) EIGHT_BYTES.get(bytes, bytes.length - 8);
    }

    int length() {
        return bytes.length;
    }

    /** Whether it stands in the text at this place. */
    boolean standsAt(byte[] text, int at) {
        int to = at + bytes.length;
        if (to > text.length) {
            return false;
        }
        if (words.length == 0) {
            return Arrays.equals(text, at, to, bytes, 0, bytes.length);
        }
        for (int i = 0; i < words.length; i++) {
            if ((long) EIGHT_BYTES.get(text, at + i * 8) != words[i]) {
                return false;
            }
        }
        return (long) EIGHT_BYTES.get(text, to - 8) == end;
    }
}
