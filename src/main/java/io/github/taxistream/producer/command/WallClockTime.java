package io.github.taxistream.producer.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time without a zone as people type it: a day, or a day and a time. */
final class WallClockTime implements ITypeConverter<LocalDateTime> {

    @Override
    public LocalDateTime convert(String text) {
        try {
            return text.length() == "2024-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "it must be like 2024-01-31 or 2024-01-31T18:00, not " + text);
        }
    }
}
