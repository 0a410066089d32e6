package io.github.taxistream.parse.value;

/**
 * Reads what nearly all numbers are: a few digits, and perhaps a minus sign, a point and digits
 * behind it. In one pass, without knowing beforehand where the number ends; {@link Decimals} reads
 * all the others.
 *
 * <p>Keeps the last number read, so it is not for use by several threads at once.
 */
public final class PlainNumber {

    /** So few digits before the point that the number is below the bound of {@link Decimals}. */
    private static final int MAX_WHOLE_DIGITS = 9;

    private final int scale;
    private long value;
    private int end;

    /**
     * @param scale how many digits behind the point count; others must be zeros
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

    /** Reads the number that begins here, and returns whether it is a plain one. */
    public boolean read(byte[] text, int from) {
        int at = from;
        boolean isNegative = at < text.length && text[at] == '-';
        if (isNegative) {
            at++;
        }
        int whole = at;
        long digits = 0;
        for (; at < text.length && isDigit(text[at]); at++) {
            digits = digits * 10 + (text[at] - '0');
        }
        // JSON has no number that begins with a zero and goes on.
        if (at == whole
                || at - whole > MAX_WHOLE_DIGITS
                || (text[whole] == '0' && at - whole > 1)) {
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
        if (at < text.length && (text[at] | 0x20) == 'e') {
            return false;
        }
        keep(isNegative ? -digits : digits, missing, at);
        return true;
    }

    private void keep(long digits, int missing, int newEnd) {
        long scaled = digits;
        for (int i = missing; i > 0; i--) {
            scaled *= 10;
        }
        value = scaled;
        end = newEnd;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
