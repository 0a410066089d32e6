package io.github.taxistream.parse;

import io.github.taxistream.parse.value.Whitespace;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What a value says that could not be read. */
final class UnreadableText {

    private static final int MAX_LENGTH = 100;

    /** The longest of the words has so many bytes. */
    private static final int MAX_NOTHING = 4;

    /** Words by which tools write a missing value where they write all values as text. */
    private static final Set<String> NOTHING =
            Set.of("null", "none", "nan", "nat", "na", "n/a", "<na>", "\\n");

    private UnreadableText() {}

    /** The text between two positions, or its beginning. */
    static String of(byte[] text, int from, int to) {
        int end = Math.min(to, from + MAX_LENGTH);
        return new String(text, from, end - from, StandardCharsets.UTF_8);
    }

    /** Whether a JSON value is null, not finite, whitespace, or only says that it is missing. */
    static boolean isNothing(byte[] json, int from, int to) {
        int quotes = json[from] == '"' ? 1 : 0;
        int start = Whitespace.passed(json, from + quotes, to - quotes);
        int end = Whitespace.cutOff(json, start, to - quotes);
        if (end - start > MAX_NOTHING) {
            return quotes == 0 && (json[start] == 'I' || json[start + 1] == 'I');
        }
        String text = of(json, start, end).replace("\\\\", "\\");
        return text.isEmpty() || (quotes == 0 && text.endsWith("INF")) || saysNothing(text);
    }

    /** Whether it only says that there is no value. */
    static boolean saysNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
