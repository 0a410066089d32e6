package io.github.taxistream.lambda;

import io.github.taxistream.trip.Instants;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function's settings: environment variables, named as the job's settings are. Immutable.
 *
 * <ul>
 *   <li>{@code OUTPUT_PATH}, like {@code s3://bucket/lambda}: where it writes
 *   <li>{@code TIME_FUTURE_TOLERANCE}, 1 h if not set, and {@code TIME_INSTANTS}, REJECT if not
 *       set: as {@code time.future-tolerance} and {@code time.instants} of the job
 * </ul>
 */
final class LambdaSettings {

    private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/(.*[^/])/*");
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9}) ?(ms|s|min|m|h|d|seconds?|minutes?|hours?|days?)");

    private final String bucket;
    private final String folder;
    private final Duration futureTolerance;
    private final Instants instants;

    private LambdaSettings(
            String bucket, String folder, Duration futureTolerance, Instants instants) {
        this.bucket = bucket;
        this.folder = folder;
        this.futureTolerance = futureTolerance;
        this.instants = instants;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with a sentence that names the variable, its value, and what
     *     would be right
     */
    static LambdaSettings of(Map<String, String> variables) {
        String output = variables.getOrDefault("OUTPUT_PATH", "");
        Matcher place = PLACE.matcher(output);
        if (!place.matches()) {
            throw wrong("OUTPUT_PATH", output, "like s3://bucket/lambda");
        }
        return new LambdaSettings(
                place.group(1),
                place.group(2),
                duration("TIME_FUTURE_TOLERANCE", variables),
                instants("TIME_INSTANTS", variables));
    }

    private static Duration duration(String name, Map<String, String> variables) {
        String text = variables.getOrDefault(name, "1 h").trim().toLowerCase(Locale.ROOT);
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw wrong(name, text, "a duration like 30 s, 5 min, 1 h, with its unit");
        }
        long number = Long.parseLong(duration.group(1));
        String unit = duration.group(2);
        switch (unit.equals("ms") ? 'i' : unit.charAt(0)) {
            case 'i':
                return Duration.ofMillis(number);
            case 's':
                return Duration.ofSeconds(number);
            case 'm':
                return Duration.ofMinutes(number);
            case 'h':
                return Duration.ofHours(number);
            default:
                return Duration.ofDays(number);
        }
    }

    private static Instants instants(String name, Map<String, String> variables) {
        String text = variables.getOrDefault(name, Instants.REJECT.name());
        try {
            return Instants.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, text, e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(String name, String text, String right) {
        return new IllegalArgumentException(
                String.format("%s is \"%s\"; it must be %s", name, text, right));
    }

    String bucket() {
        return bucket;
    }

    /** Without a slash at its end. */
    String folder() {
        return folder;
    }

    Duration futureTolerance() {
        return futureTolerance;
    }

    Instants instants() {
        return instants;
    }
}
