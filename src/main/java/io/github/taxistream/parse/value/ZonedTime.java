package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which zone a time names behind its digits: {@code Z}, an offset, {@code UTC}, or a region
 * like {@code America/New_York}, with or without a space before it.
 */
final class ZonedTime {

    private static final Map<String, String> ABBREVIATIONS =
            Map.of("EST", "-05:00", "EDT", "-04:00");
    private static final int MAX_LENGTH = 48;

    private ZonedTime() {}

    /**
     * How far the zone is ahead of UTC, in seconds.
     *
     * @param wallSeconds the digits before it, in seconds since 1970 as if they were UTC
     * @return {@link Unreadable#UNREADABLE} if the text is no zone
     */
    static long offsetSeconds(byte[] text, int from, int end, long wallSeconds) {
        if (end - from > MAX_LENGTH) {
            return UNREADABLE;
        }
        return zone(new String(text, from, end - from, StandardCharsets.UTF_8).trim())
                .map(zone -> offsetSeconds(zone, wallSeconds))
                .orElse(UNREADABLE);
    }

    private static long offsetSeconds(ZoneId zone, long wallSeconds) {
        LocalDateTime digits = LocalDateTime.ofEpochSecond(wallSeconds, 0, ZoneOffset.UTC);
        return zone.getRules().getOffset(digits).getTotalSeconds();
    }

    /** An offset counts, whatever name follows it, as in Java's ISO format or Go's. */
    private static Optional<ZoneId> zone(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String name = text;
        int bracket = text.indexOf('[');
        if (bracket == 0 && text.endsWith("]")) {
            name = text.substring(1, text.length() - 1);
        } else if (bracket > 0) {
            name = text.endsWith("]") ? text.substring(0, bracket) : "";
        } else if (text.charAt(0) == '+' || text.charAt(0) == '-') {
            name = text.replaceFirst(" [A-Z]{3,5}$", "");
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
}
