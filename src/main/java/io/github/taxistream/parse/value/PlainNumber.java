package io.github.taxistream.parse.value;

/**
 * Reads what nearly all numbers are: a few digits, perhaps with a minus sign, or a point and digits
 * after it. In one pass, without knowing beforehand where the number ends; {@link Decimals} reads
 * all the others.
 *
 * <p>A number of at most seven bytes is read as one word. A loop over its digits would take a
 * different number of turns for each number, which the processor mispredicts: that would cost more
 * than all the arithmetic.
 *
 * <p>Keeps the last number read, so it is not for use by several threads at once.
 */
public final class PlainNumber {

    /**
     * With at most this many digits before the point, the number is below the bound of {@link
     * Decimals}.
     */
    private static final int MAX_WHOLE_DIGITS = 9;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000};

    private final int scale;
    private long value;
    private int end;

    /**
     * @param scale how many digits after the point count, 0 to 3; others must be zeros
     */
    public PlainNumber(int scale) {
        this.scale = scale;
    }

    /** The number times ten to the scale. */
    public long value() {
        return value;
    }

    /** Behind its last digit. */
    public int end() {
        return end;
    }

    /** Reads the number that begins here, and returns whether it is a plain number. */
    public boolean read(byte[] text, int from) {
        boolean isNegative = from < text.length && text[from] == '-';
        int digits = isNegative ? from + 1 : from;
        if (!readWord(text, digits) && !readDigits(text, digits)) {
            return false;
        }
        value = isNegative ? -value : value;
        return end >= text.length || (text[end] | 0x20) != 'e';
    }

    /** Reads a number without a sign that ends within eight bytes, if there are so many. */
    private boolean readWord(byte[] text, int from) {
        if (from + 8 > text.length) {
            return false;
        }
        long digits = EightBytes.digits(EightBytes.at(text, from));
        long others = EightBytes.notDigits(digits);
        int whole = EightBytes.before(others);
        // JSON has no number that begins with a zero and goes on.
        if (whole == 0 || whole == 8 || ((digits & 0xFF) == 0 && whole > 1)) {
            return false;
        }
        if (text[from + whole] != '.') {
            end = from + whole;
            value = number(digits, whole) * POWERS_OF_TEN[scale];
            return true;
        }
        int length = EightBytes.before(others & (others - 1));
        int missing = scale - (length - whole - 1);
        if (length == 8 || length == whole + 1 || missing < 0) {
            return false;
        }
        long beforePoint = (1L << (whole * 8)) - 1;
        end = from + length;
        value =
                number((digits & beforePoint) | ((digits >>> 8) & ~beforePoint), length - 1)
                        * POWERS_OF_TEN[missing];
        return true;
    }

    /**
     * The value of this many digits, at most seven, the first of which is the lowest byte: pairs of
     * neighbours are put together, then pairs of these, then both halves.
     */
    private static long number(long digits, int count) {
        long ones = digits << (64 - count * 8);
        long hundreds = ((ones * (1 + (10 << 8))) >>> 8) & 0x00FF00FF00FF00FFL;
        long myriads = ((hundreds * (1 + (100 << 16))) >>> 16) & 0x0000FFFF0000FFFFL;
        return (myriads * (1 + (10_000L << 32))) >>> 32;
    }

    /** Reads a number without a sign, digit by digit. */
    private boolean readDigits(byte[] text, int from) {
        int at = from;
        long digits = 0;
        for (; at < text.length && isDigit(text[at]); at++) {
            digits = digits * 10 + (text[at] - '0');
        }
        if (at == from || at - from > MAX_WHOLE_DIGITS || (text[from] == '0' && at - from > 1)) {
            return false;
        }
        int missing = scale;
        if (at < text.length && text[at] == '.') {
            int fraction = ++at;
            for (; at < text.length && isDigit(text[at]); at++) {
                if (missing > 0) {
                    digits = digits * 10 + (text[at] - '0');
                    missing--;
                } else if (text[at] != '0') {
                    return false;
                }
            }
            if (at == fraction) {
                return false;
            }
        }
        value = digits * POWERS_OF_TEN[missing];
        end = at;
        return true;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
