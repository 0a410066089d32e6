package io.github.taxistream.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.util.TimeUtils;

/**
 * Reads the texts of settings. Each throws an IllegalArgumentException whose message says what
 * would be right.
 */
public final class Readers {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Readers() {}

    /**
     * A duration as Flink writes it, like {@code 90 s}, {@code 1 h}; not negative, and of a century
     * at most, so that no time it is added to overflows.
     */
    public static Duration duration(String text) {
        try {
            Duration duration = TimeUtils.parseDuration(text);
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        throw new IllegalArgumentException("a duration like 30 s, 5 min, 1 h");
    }

    /** A duration of a millisecond or more. */
    public static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("a duration longer than 0, like 1 min");
        }
        return duration;
    }

    /** A whole number from {@code least} to {@code most}. */
    public static int wholeNumber(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most);
    }

    /** {@code true} or {@code false}, in any letter case. */
    public static boolean flag(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
                return true;
            case "false":
                return false;
            default:
                throw new IllegalArgumentException("true or false");
        }
    }

    /** An http or https address. */
    public static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException("an address like http://localhost:4567");
    }
}
