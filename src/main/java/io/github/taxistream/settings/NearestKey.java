package io.github.taxistream.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was most likely meant by a mistyped one. */
final class NearestKey {

    private NearestKey() {}

    static Optional<String> to(String typed, Collection<String> keys) {
        return keys.stream().min(Comparator.comparingInt(key -> distance(typed, key)));
    }

    /** The Levenshtein distance, letter case aside. */
    private static int distance(String typed, String key) {
        String from = typed.toLowerCase(Locale.ROOT);
        int[] row = new int[key.length() + 1];
        for (int j = 0; j <= key.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= key.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == key.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[key.length()];
    }
}
