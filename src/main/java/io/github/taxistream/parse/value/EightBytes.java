package io.github.taxistream.parse.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text as one word, the first of them lowest, to be examined all at once. */
public final class EightBytes {

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    /** Added to a byte of at most 127, this sets its highest bit if it is more than 9. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private EightBytes() {}

    /** The bytes from this place on; all eight have to be there. */
    public static long at(byte[] text, int from) {
        return (long) WORD.get(text, from);
    }

    /** The digits' values; other bytes become something above 9. */
    public static long digits(long word) {
        return word ^ ZEROS;
    }

    /** The highest bit of each byte that is above 9 in {@link #digits}; no other bit is set. */
    public static long notDigits(long digits) {
        return (((digits & LOW_BITS) + ABOVE_NINE) | digits) & ~LOW_BITS;
    }

    /** How many bytes come before the first whose highest bit is set; 8 if there is none. */
    public static int before(long highestBits) {
        return Long.numberOfTrailingZeros(highestBits) >>> 3;
    }
}
