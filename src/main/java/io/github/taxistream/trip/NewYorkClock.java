package io.github.taxistream.trip;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts instants to what a clock in New York shows, held as if it were UTC: how a {@link Trip}
 * has its times.
 *
 * <p>Keeps the offset of the last instant, so it is not for use by several threads at once.
 */
public final class NewYorkClock {

    private static final ZoneRules RULES = ZoneId.of("America/New_York").getRules();

    /** The cached offset holds from here, and up to there; both in seconds since 1970. */
    private long from = 1;

    private long to;
    private long offsetSeconds;

    /** The same in milliseconds. */
    private long fromMillis = 1;

    private long toMillis;

    /** The latest reading before the offset changed, in milliseconds as if UTC. */
    private long readingBeforeMillis;

    /**
     * What the clock shows at an instant.
     *
     * @param instantSeconds seconds since 1970 UTC
     * @return seconds since 1970, as if the reading were UTC
     */
    public long seconds(long instantSeconds) {
        if (instantSeconds < from || instantSeconds >= to) {
            findOffset(instantSeconds);
        }
        return instantSeconds + offsetSeconds;
    }

    /**
     * The latest time that the clock has shown by then. It differs from what the clock shows only
     * in the autumn hour that comes again: a trip from before the clock was set back is older than
     * what arrives now, though its digits are later.
     *
     * @param instantMillis milliseconds since 1970 UTC
     * @return milliseconds since 1970, as if the reading were UTC
     */
    public long latestMillis(long instantMillis) {
        if (instantMillis < fromMillis || instantMillis >= toMillis) {
            findOffset(Math.floorDiv(instantMillis, 1000));
        }
        return Math.max(instantMillis + offsetSeconds * 1000, readingBeforeMillis);
    }

    private void findOffset(long instantSeconds) {
        Instant instant = Instant.ofEpochSecond(instantSeconds);
        // The transition at the very instant belongs to it, and "previous" is strictly before.
        ZoneOffsetTransition previous = RULES.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = RULES.nextTransition(instant);
        from = previous == null ? Long.MIN_VALUE : previous.toEpochSecond();
        to = next == null ? Long.MAX_VALUE : next.toEpochSecond();
        offsetSeconds = RULES.getOffset(instant).getTotalSeconds();
        fromMillis = previous == null ? Long.MIN_VALUE : from * 1000;
        toMillis = next == null ? Long.MAX_VALUE : to * 1000;
        readingBeforeMillis =
                previous == null
                        ? Long.MIN_VALUE
                        : (from + previous.getOffsetBefore().getTotalSeconds()) * 1000;
    }
}
