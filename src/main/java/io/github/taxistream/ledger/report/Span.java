package io.github.taxistream.ledger.report;

import io.github.taxistream.cli.WrongCall;
import io.github.taxistream.trip.ZoneHourKey;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The hours that a report is about. Immutable. */
public final class Span {

    /** All hours. */
    public static final Span ALL = new Span(Optional.empty(), Optional.empty());

    private final Optional<LocalDateTime> from;
    private final Optional<LocalDateTime> to;
    private final long fromMillis;
    private final long toMillis;

    /**
     * @param from the first hour; empty for no bound
     * @param to the hour after the last; empty for no bound
     * @throws WrongCall if a bound is not a whole hour, or there is no hour between them
     */
    public Span(Optional<LocalDateTime> from, Optional<LocalDateTime> to) {
        this.from = from;
        this.to = to;
        fromMillis = from.map(time -> millis("--from", time)).orElse(Long.MIN_VALUE);
        toMillis = to.map(time -> millis("--to", time)).orElse(Long.MAX_VALUE);
        if (fromMillis >= toMillis) {
            throw new WrongCall(
                    String.format(
                            "--from %s must be before --to %s.",
                            from.orElseThrow(), to.orElseThrow()));
        }
    }

    private static long millis(String option, LocalDateTime time) {
        long millis = time.toInstant(ZoneOffset.UTC).toEpochMilli();
        if (millis != ZoneHourKey.hourStartMillis(millis)) {
            throw new WrongCall(option + " must be a whole hour, not " + time + ".");
        }
        return millis;
    }

    /** Whether it has the hour that begins then, in milliseconds since 1970. */
    boolean has(long hourStartMillis) {
        return hourStartMillis >= fromMillis && hourStartMillis < toMillis;
    }

    /**
     * Whether a file of {@code zone_hourly} may have an hour of it, judged by the file's folder.
     */
    boolean mayHave(String path) {
        int at = path.indexOf("pickup_date=") + "pickup_date=".length();
        if (at + "2024-01-31".length() > path.length()) {
            return true;
        }
        String day = path.substring(at, at + "2024-01-31".length());
        return from.map(time -> day.compareTo(time.toString().substring(0, 10)) >= 0).orElse(true)
                && to.map(time -> day.compareTo(time.toString().substring(0, 10)) <= 0)
                        .orElse(true);
    }

    Optional<LocalDateTime> from() {
        return from;
    }

    Optional<LocalDateTime> to() {
        return to;
    }
}
