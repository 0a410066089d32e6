package io.github.taxistream.ledger.reading;

import io.github.taxistream.trip.Instants;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as it stands in a record or a file: what a clock in New York shows, or an instant. Read by
 * the JDK's own classes, slowly and plainly. Immutable.
 */
public final class PlainTime {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final Pattern WALL_CLOCK =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(.*)",
                    Pattern.DOTALL);
    private static final Pattern TWELVE_HOURS =
            Pattern.compile(
                    "(\\d{1,2})/(\\d{1,2})/(\\d{4}),?[ \\u00A0\\u202F]+(\\d{1,2}):(\\d{1,2})"
                            + "(?::(\\d{1,2})(?:\\.\\d+)?)?[ \\u00A0\\u202F]*([AaPp])[Mm]");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?([eE][+-]?0*\\d{1,9})?");
    private static final int MAX_NUMBER = 40;
    private static final Map<String, String> ABBREVIATIONS =
            Map.of("EST", "-05:00", "EDT", "-04:00");

    /** Smaller numbers are not times but counts, ids, or the column beside the time. */
    private static final BigDecimal LEAST_EPOCH = new BigDecimal("1e9");

    /** From here on a number counts thousandths of what smaller ones count. */
    private static final BigDecimal LEAST_MILLIS = new BigDecimal("1e11");

    /** From here on there is no unit left: those below may count nanoseconds. */
    private static final BigDecimal TOO_MUCH = new BigDecimal("1e20");

    private final LocalDateTime digits;
    private final Instant instant;

    private PlainTime(LocalDateTime digits, Instant instant) {
        this.digits = digits;
        this.instant = instant;
    }

    /** The time that a text says, or empty if it says none. */
    public static Optional<PlainTime> of(String text) {
        try {
            Matcher wallClock = WALL_CLOCK.matcher(text);
            if (wallClock.matches()) {
                LocalDateTime digits =
                        LocalDateTime.parse(wallClock.group(1) + "T" + wallClock.group(2));
                return wallClock.group(3).isEmpty()
                        ? Optional.of(new PlainTime(digits, null))
                        : zone(wallClock.group(3))
                                .map(z -> new PlainTime(digits, digits.atZone(z).toInstant()));
            }
            Matcher twelveHours = TWELVE_HOURS.matcher(text);
            if (twelveHours.matches()) {
                return Optional.of(new PlainTime(twelveHours(twelveHours), null));
            }
            return text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()
                    ? ofNumber(new BigDecimal(text))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant that a number since 1970 says: seconds, milli-, micro- or nanoseconds. */
    public static Optional<PlainTime> ofNumber(BigDecimal number) {
        if (number.compareTo(LEAST_EPOCH) < 0 || number.compareTo(TOO_MUCH) >= 0) {
            return Optional.empty();
        }
        BigDecimal seconds = number;
        while (seconds.compareTo(LEAST_MILLIS) >= 0) {
            seconds = seconds.movePointLeft(3);
        }
        return Optional.of(ofInstant(seconds.longValue()));
    }

    /** An instant, in seconds since 1970 UTC. */
    public static PlainTime ofInstant(long seconds) {
        return new PlainTime(
                LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC),
                Instant.ofEpochSecond(seconds));
    }

    private static LocalDateTime twelveHours(Matcher text) {
        int hour = Integer.parseInt(text.group(4));
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("a clock of twelve hours shows no " + hour);
        }
        boolean isAfternoon = text.group(7).toLowerCase(Locale.ROOT).equals("p");
        return LocalDateTime.of(
                Integer.parseInt(text.group(3)),
                Integer.parseInt(text.group(1)),
                Integer.parseInt(text.group(2)),
                hour % 12 + (isAfternoon ? 12 : 0),
                Integer.parseInt(text.group(5)),
                text.group(6) == null ? 0 : Integer.parseInt(text.group(6)));
    }

    private static Optional<ZoneId> zone(String text) {
        String name = text.trim();
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        } else if (name.endsWith("]") && name.contains("[")) {
            name = name.substring(0, name.indexOf('['));
        } else if (name.startsWith("+") || name.startsWith("-")) {
            name = name.replaceFirst(" [A-Z]{3,5}$", "");
        }
        try {
            return Optional.of(
                    ZoneId.of(
                            name.length() <= 3 ? name.toUpperCase(Locale.ROOT) : name,
                            ABBREVIATIONS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it names its zone or counts from 1970, and so is what {@link Instants} says. */
    public boolean isInstant() {
        return instant != null;
    }

    /** What a clock in New York shows, in seconds since 1970 as if UTC; empty for one rejected. */
    public Optional<Long> newYorkSeconds(Instants instants) {
        if (instant == null || instants == Instants.WALL_CLOCK) {
            return Optional.of(digits.toEpochSecond(ZoneOffset.UTC));
        }
        return instants == Instants.REJECT
                ? Optional.empty()
                : Optional.of(
                        LocalDateTime.ofInstant(instant, NEW_YORK).toEpochSecond(ZoneOffset.UTC));
    }

    /** The seconds from this time to another, neither of which is rejected. */
    long secondsUntil(PlainTime other, Instants instants) {
        // Between true instants it is what has passed, also when the clocks are changed.
        return instants == Instants.NEW_YORK && instant != null && other.instant != null
                ? other.instant.getEpochSecond() - instant.getEpochSecond()
                : other.newYorkSeconds(instants).orElseThrow()
                        - newYorkSeconds(instants).orElseThrow();
    }

    /** The latest time that a clock in New York has shown by an instant, as if it were UTC. */
    static long latestNewYorkMillis(long instantMillis) {
        Instant now = Instant.ofEpochMilli(instantMillis);
        LocalDateTime shown = LocalDateTime.ofInstant(now, NEW_YORK);
        // In the autumn hour that comes twice, the first round has shown all of it.
        boolean isSecondRound =
                NEW_YORK.getRules().getValidOffsets(shown).size() == 2
                        && NEW_YORK.getRules()
                                .getOffset(now)
                                .equals(NEW_YORK.getRules().getValidOffsets(shown).get(1));
        LocalDateTime latest =
                isSecondRound
                        ? NEW_YORK.getRules().getTransition(shown).getDateTimeBefore()
                        : shown;
        return latest.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
