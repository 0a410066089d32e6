package io.github.taxistream.producer.input;

import io.github.taxistream.cli.Problem;

/** Refuses times whose meaning in New York is ambiguous, unless the user says it. */
final class InstantTimes {

    private InstantTimes() {}

    /**
     * The problem with a column.
     *
     * @param what why the column's times are instants, as the middle of a sentence
     */
    static Problem refuse(String file, String column, String what) {
        return new Problem(
                String.format(
                        "%s: column %s %s, so its times are instants, and not what a clock in New"
                                + " York shows, as in the TLC's files. Say what they mean:"
                                + " --instants WALL_CLOCK if their digits are New York's clock"
                                + " nevertheless, --instants NEW_YORK if they are true instants and"
                                + " have to be converted.",
                        file, column, what));
    }
}
