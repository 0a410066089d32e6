package io.github.taxistream.trip;

import java.util.Locale;

/**
 * The meaning of a time that names its zone, or that counts from 1970. The TLC's times do neither:
 * they are what a clock in New York shows.
 */
public enum Instants {
    /** It is ambiguous, so it is unreadable. */
    REJECT,
    /** Its digits are what a clock in New York shows; the zone that it names is wrong. */
    WALL_CLOCK,
    /** A true instant, to be converted to New York's clock, daylight saving included. */
    NEW_YORK;

    /**
     * Reads one by its name, in any letter case.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Instants parse(String text) {
        for (Instants instants : values()) {
            if (instants.name().equals(text.trim().toUpperCase(Locale.ROOT))) {
                return instants;
            }
        }
        throw new IllegalArgumentException("REJECT, WALL_CLOCK or NEW_YORK");
    }
}
