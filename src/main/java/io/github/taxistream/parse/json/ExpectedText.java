package io.github.taxistream.parse.json;

import io.github.taxistream.parse.value.EightBytes;
import java.util.Arrays;

/**
 * A piece of a text that is compared quickly with a place in another text.
 *
 * <p>If it has 8 to 32 bytes, as names have, four words of it are compared, which overlap where it
 * is shorter: always the same number, so that the processor has no branch to predict.
 */
final class ExpectedText {

    private static final int WORD = 8;

    private final byte[] bytes;
    private final int length;
    private final boolean isUsual;

    /** Where the second, the third and the last word begin; the first begins at 0. */
    private final int secondAt;

    private final int thirdAt;
    private final int lastAt;
    private final long first;
    private final long second;
    private final long third;
    private final long last;

    /** Takes the bytes between two positions. */
    ExpectedText(byte[] text, int from, int to) {
        bytes = Arrays.copyOfRange(text, from, to);
        length = bytes.length;
        isUsual = length >= WORD && length <= 4 * WORD;
        lastAt = isUsual ? length - WORD : 0;
        secondAt = Math.min(WORD, lastAt);
        thirdAt = Math.min(2 * WORD, lastAt);
        first = isUsual ? EightBytes.at(bytes, 0) : 0;
        second = isUsual ? EightBytes.at(bytes, secondAt) : 0;
        third = isUsual ? EightBytes.at(bytes, thirdAt) : 0;
        last = isUsual ? EightBytes.at(bytes, lastAt) : 0;
    }

    int length() {
        return length;
    }

    /** Whether the text has it at this position. */
    boolean standsAt(byte[] text, int at) {
        if (at + length > text.length) {
            return false;
        }
        if (!isUsual) {
            return Arrays.equals(text, at, at + length, bytes, 0, length);
        }
        long difference =
                (EightBytes.at(text, at) ^ first)
                        | (EightBytes.at(text, at + secondAt) ^ second)
                        | (EightBytes.at(text, at + thirdAt) ^ third)
                        | (EightBytes.at(text, at + lastAt) ^ last);
        return difference == 0;
    }
}
