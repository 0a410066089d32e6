package io.github.taxistream.ledger.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The length of the spans by which totals are kept. */
enum Grain {
    HOUR,
    DAY,
    MONTH,
    YEAR;

    private static final List<Grain> ALL = List.of(values());
    private static final long MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();
    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    /** The start of the span that contains a time; both in milliseconds since 1970, as if UTC. */
    long begin(long millis) {
        switch (this) {
            case HOUR:
                return millis - Math.floorMod(millis, MILLIS_PER_HOUR);
            case DAY:
                return millis - Math.floorMod(millis, MILLIS_PER_DAY);
            default:
                LocalDateTime day =
                        LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.DAYS)
                                .withDayOfMonth(1);
                return (this == MONTH ? day : day.withMonth(1))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
        }
    }

    /** The next longer span, if there is one. */
    Optional<Grain> coarser() {
        int next = ALL.indexOf(this) + 1;
        return next == ALL.size() ? Optional.empty() : Optional.of(ALL.get(next));
    }

    /** Its name on the page. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
