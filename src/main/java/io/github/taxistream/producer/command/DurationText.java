package io.github.taxistream.producer.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as people type it, like {@code 90s}, {@code 10m}, {@code 1 h} or {@code 2d}. */
final class DurationText implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        String plain = text.replace(" ", "").toUpperCase(Locale.ROOT);
        try {
            Duration duration =
                    Duration.parse(
                            plain.startsWith("P")
                                    ? plain
                                    : plain.endsWith("D") ? "P" + plain : "PT" + plain);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Reported below, like a negative one.
        }
        throw new TypeConversionException("it must be like 90s, 10m or 1h, not " + text);
    }
}
