package io.github.taxistream.parse.json;

import java.nio.charset.StandardCharsets;

/** Decodes the strings of a JSON text that {@link JsonScanner} has passed. */
public final class JsonStrings {

    private JsonStrings() {}

    /** The value of the string whose content, with its escapes, is this range. */
    public static String decode(byte[] text, int from, int to) {
        String raw = new String(text, from, to - from, StandardCharsets.UTF_8);
        StringBuilder decoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                decoded.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            if (escape == 'u') {
                decoded.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                decoded.append(unescaped(escape));
            }
        }
        return decoded.toString();
    }

    /** The same in UTF-8. */
    public static byte[] bytes(byte[] text, int from, int to) {
        return decode(text, from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static char unescaped(char escape) {
        switch (escape) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            default:
                return escape;
        }
    }
}
