package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.NewYorkClock;

/**
 * Reads times of all kinds as what a clock in New York shows.
 *
 * <p>Keeps what it has found of the last time, so it is not for use by several threads at once.
 */
public final class Times {

    private final Instants instants;
    private final NewYorkClock newYork = new NewYorkClock();
    private boolean isInstant;
    private long utcSeconds;

    /**
     * @param instants what a time means that names its zone, or counts from 1970
     */
    public Times(Instants instants) {
        this.instants = instants;
    }

    /**
     * The time between two places, without whitespace around it, in whole seconds since 1970 as if
     * it were UTC.
     *
     * @return {@link Unreadable#UNREADABLE} if it is no time, or one that counts for nothing
     */
    public long seconds(byte[] text, int from, int end) {
        isInstant = false;
        if (end - from >= WallClock.LENGTH) {
            long wallSeconds = WallClock.secondsAt(text, from);
            if (wallSeconds != UNREADABLE) {
                int rest = WallClock.endOfFraction(text, from + WallClock.LENGTH, end);
                return rest == end ? wallSeconds : zoned(text, rest, end, wallSeconds);
            }
        }
        long sinceEpoch = EpochTime.seconds(text, from, end);
        return sinceEpoch == UNREADABLE
                ? TwelveHourTime.seconds(text, from, end)
                : instant(sinceEpoch, sinceEpoch);
    }

    /**
     * Whether the last time names its zone or is counted from 1970, even if it was not accepted.
     */
    public boolean wasInstant() {
        return isInstant;
    }

    /**
     * The seconds since 1970 UTC of the last time, if that was a true instant; else {@link
     * Unreadable#UNREADABLE}.
     */
    public long trueSeconds() {
        return isInstant && instants == Instants.NEW_YORK ? utcSeconds : UNREADABLE;
    }

    private long zoned(byte[] text, int from, int end, long wallSeconds) {
        long offset = ZonedTime.offsetSeconds(text, from, end, wallSeconds);
        return offset == UNREADABLE ? UNREADABLE : instant(wallSeconds, wallSeconds - offset);
    }

    private long instant(long wallSeconds, long newUtcSeconds) {
        isInstant = true;
        utcSeconds = newUtcSeconds;
        switch (instants) {
            case WALL_CLOCK:
                return wallSeconds;
            case NEW_YORK:
                return newYork.seconds(newUtcSeconds);
            default:
                return UNREADABLE;
        }
    }
}
