package io.github.taxistream.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its key, its default, what it means, and how its text is read.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

    private final String key;
    private final String defaultText;
    private final boolean isRequired;
    private final String meaning;
    private final Function<String, T> reader;

    private Setting(
            String key,
            String defaultText,
            boolean isRequired,
            String meaning,
            Function<String, T> reader) {
        this.key = key;
        this.defaultText = defaultText;
        this.isRequired = isRequired;
        this.meaning = meaning;
        this.reader = reader;
    }

    /**
     * A setting with a default.
     *
     * @param reader reads the text; throws an IllegalArgumentException whose message says what
     *     would be right
     */
    public static <T> Setting<T> of(
            String key, String defaultText, String meaning, Function<String, T> reader) {
        return new Setting<>(key, defaultText, false, meaning, reader);
    }

    /** A required setting. */
    public static <T> Setting<T> required(String key, String meaning, Function<String, T> reader) {
        return new Setting<>(key, null, true, meaning, reader);
    }

    /** An optional setting without a default. */
    public static <T> Setting<T> optional(String key, String meaning, Function<String, T> reader) {
        return new Setting<>(key, null, false, meaning, reader);
    }

    /** Like {@code kinesis.stream}; the part before the first dot is the property group. */
    public String key() {
        return key;
    }

    /** The text that is used if nothing is set. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    public boolean isRequired() {
        return isRequired;
    }

    public String meaning() {
        return meaning;
    }

    T read(String text) {
        return reader.apply(text);
    }
}
