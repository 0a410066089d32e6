package io.github.taxistream.ledger.reading;

import java.util.List;

/** Words that stand for a missing value in files and records where every value is a text. */
public final class NullWords {

    private static final List<String> WORDS =
            List.of("null", "None", "NaN", "NaT", "NA", "N/A", "<NA>", "\\N");

    private NullWords() {}

    /** Whether a text, without whitespace and quotes around it, is one of them, in any case. */
    public static boolean has(String text) {
        return WORDS.stream().anyMatch(text::equalsIgnoreCase);
    }
}
