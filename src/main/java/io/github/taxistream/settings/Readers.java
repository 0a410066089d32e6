package io.github.taxistream.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/**
 * Reads the texts of settings. Each throws an IllegalArgumentException whose message says what
 * would be right.
 */
public final class Readers {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern ROLE_ARN = Pattern.compile("arn:[\\w-]+:iam::\\d{12}:role/.+");

    private static final Pattern S3_PLACE = Pattern.compile("(?s)s3[an]?://([^/]+)(/.*)?");

    private Readers() {}

    /**
     * A duration as Flink writes it, like {@code 90 s} or {@code 1 h}: with a unit, not negative,
     * and at most a century, so that adding it to a time does not overflow.
     */
    public static Duration duration(String text) {
        try {
            // Flink takes a bare number for milliseconds, which hardly anybody means.
            Duration duration = TimeUtils.parseDuration(text);
            if (text.trim().matches("\\d+")) {
                throw new IllegalArgumentException("no unit");
            }
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("a duration like 30 s, 5 min, 1 h, with its unit");
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
            // Reported below.
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most);
    }

    /** One of an enumeration's names, in any letter case. */
    public static <E extends Enum<E>> E oneOf(E[] values, String text) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                Arrays.stream(values).map(Enum::name).collect(Collectors.joining(" or ")));
    }

    /** The ARN of a role. */
    public static String roleArn(String text) {
        if (!ROLE_ARN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a role's ARN like arn:aws:iam::123456789012:role/read-trips");
        }
        return text;
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

    /**
     * A local path, or a location in S3 like {@code s3://bucket/prefix}. Hadoop's file system takes
     * the bucket for a host name, so its name must be one: an underscore is not allowed, for
     * example.
     */
    public static String outputPath(String text) {
        if (!text.matches("(?s)s3[an]?:.*")) {
            return text;
        }
        Matcher place = S3_PLACE.matcher(text);
        if (!place.matches()) {
            throw new IllegalArgumentException("like s3://bucket/prefix");
        }
        String bucket = place.group(1);
        if (!bucket.equals(hostIn("s3://" + bucket))) {
            throw new IllegalArgumentException(
                    String.format(
                            "in another bucket: Flink's S3 file system cannot reach one named"
                                    + " \"%s\", only names of lower-case letters, digits and hyphens,"
                                    + " like my-bucket",
                            bucket));
        }
        return text;
    }

    private static String hostIn(String address) {
        try {
            return new URI(address).getHost();
        } catch (URISyntaxException e) {
            return null;
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
            // Reported below.
        }
        throw new IllegalArgumentException("an address like http://localhost:4567");
    }
}
