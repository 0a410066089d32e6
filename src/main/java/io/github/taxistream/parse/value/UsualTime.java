package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads times that are just like {@code 2024-01-31 23:59:59}, or with a {@code T}; {@link
 * WallClock} reads all the others.
 *
 * <p>Trips come in the order of their drop-offs, so the date is nearly always that of the trip
 * before. What is left is the time of day, which is examined as one word.
 *
 * <p>Keeps the last date, so it is not for use by several threads at once.
 */
public final class UsualTime {

    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** {@code 00:00:00}: what differs from it are the digits themselves. */
    private static final long MIDNIGHT = 0x30303A30303A3030L;

    private static final long COLONS = 0x0000FF0000FF0000L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long SECONDS_A_DAY = 86_400;

    /** How many bytes such a time has. */
    public static final int LENGTH = WallClock.LENGTH;

    /** Read at first, so that the date is never one that no text could have. */
    private static final byte[] SOME_TIME =
            "2024-01-01 00:00:00".getBytes(StandardCharsets.US_ASCII);

    /** The bytes of the last date, like {@code 2024-01-} and {@code 31}. */
    private long lastYearAndMonth;

    private short lastDay;
    private long lastDateSeconds;

    public UsualTime() {
        secondsOfAnotherDate(SOME_TIME, 0);
    }

    /**
     * The time in the 19 bytes that begin here, in whole seconds since 1970, as if it were UTC.
     *
     * @return {@link Unreadable#UNREADABLE} if it is no usual one
     */
    public long seconds(byte[] text, int from) {
        if (EightBytes.at(text, from) != lastYearAndMonth
                || (short) TWO_BYTES.get(text, from + 8) != lastDay) {
            return secondsOfAnotherDate(text, from);
        }
        byte separator = text[from + 10];
        long clock = EightBytes.at(text, from + 11) ^ MIDNIGHT;
        // No digit is more than 9 if its high nibble stays 0 with 6 more.
        if ((separator != ' ' && separator != 'T')
                || (clock & COLONS) != 0
                || ((clock | (clock + SIXES)) & HIGH_NIBBLES) != 0) {
            return UNREADABLE;
        }
        long hour = (clock & 15) * 10 + ((clock >>> 8) & 15);
        long minute = ((clock >>> 24) & 15) * 10 + ((clock >>> 32) & 15);
        long second = ((clock >>> 48) & 15) * 10 + (clock >>> 56);
        return hour > 23 || minute > 59 || second > 59
                ? UNREADABLE
                : lastDateSeconds + (hour * 60 + minute) * 60 + second;
    }

    private long secondsOfAnotherDate(byte[] text, int from) {
        long seconds = WallClock.seconds(text, from, WallClock.LENGTH);
        // In 19 bytes there is no room for whitespace around a time, so the date is at their start.
        if (seconds != UNREADABLE) {
            lastYearAndMonth = EightBytes.at(text, from);
            lastDay = (short) TWO_BYTES.get(text, from + 8);
            lastDateSeconds = Math.floorDiv(seconds, SECONDS_A_DAY) * SECONDS_A_DAY;
        }
        return seconds;
    }
}
