package io.github.taxistream.producer.record;

import java.util.Locale;

/** The TLC's two kinds of taxi, which name their time columns differently. */
public enum Colour {
    YELLOW("tpep_"),
    GREEN("lpep_");

    private final String timePrefix;

    Colour(String timePrefix) {
        this.timePrefix = timePrefix;
    }

    String timePrefix() {
        return timePrefix;
    }

    /**
     * The colour of a file by its column names: green if it has a green time column or one that
     * only green files have, else yellow.
     */
    public static Colour ofColumns(Iterable<String> names) {
        for (String name : names) {
            String plain = name.trim().toLowerCase(Locale.ROOT);
            if (plain.startsWith("lpep_")
                    || plain.equals("trip_type")
                    || plain.equals("ehail_fee")) {
                return GREEN;
            }
        }
        return YELLOW;
    }
}
