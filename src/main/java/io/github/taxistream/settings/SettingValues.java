package io.github.taxistream.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of all settings, each checked. Immutable. */
public final class SettingValues {

    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<String, String> effective = new LinkedHashMap<>();

    private SettingValues() {}

    /**
     * Reads the settings from all sources; see {@link SettingSources}.
     *
     * @param settings all known settings
     * @param args the job's arguments
     * @param runtimeProperties the file in which Managed Flink leaves its properties; it need not
     *     be there
     * @param contradictions finds contradictions between the settings that can be read, each a
     *     sentence
     * @throws InvalidSettingsException with all problems at once
     */
    public static SettingValues read(
            List<Setting<?>> settings,
            String[] args,
            Path runtimeProperties,
            Function<SettingValues, List<String>> contradictions) {
        List<String> problems = new ArrayList<>();
        Map<String, String> texts = SettingSources.collect(args, runtimeProperties, problems);
        SettingValues result = new SettingValues();
        for (Setting<?> setting : settings) {
            String text = texts.remove(setting.key());
            result.add(setting, text, problems);
        }
        List<String> keys = settings.stream().map(Setting::key).collect(Collectors.toList());
        for (String unknown : texts.keySet()) {
            problems.add(
                    String.format(
                            "there is no setting \"%s\"; did you mean %s?",
                            unknown, NearestKey.to(unknown, keys).orElseThrow()));
        }
        problems.addAll(contradictions.apply(result));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return result;
    }

    private void add(Setting<?> setting, String text, List<String> problems) {
        boolean isSet = text != null && !text.isBlank();
        if (!isSet && setting.isRequired()) {
            problems.add(setting.key() + " is required: " + setting.meaning());
        }
        String effectiveText = isSet ? text.trim() : setting.defaultText().orElse(null);
        if (effectiveText == null) {
            return;
        }
        try {
            values.put(setting, setting.read(effectiveText));
            effective.put(setting.key(), effectiveText);
        } catch (IllegalArgumentException e) {
            problems.add(
                    String.format(
                            "%s is \"%s\" but must be %s",
                            setting.key(), masked(effectiveText), e.getMessage()));
        }
    }

    /** The value of a setting that is required or has a default. */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalStateException(setting.key() + " is not set"));
    }

    /** The value of a setting, if it is set or has a default. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Setting<T> setting) {
        // add() put it in, and read it with this very setting.
        return Optional.ofNullable((T) values.get(setting));
    }

    /**
     * The keys and the texts in effect, in the order of the settings, without passwords in URLs.
     */
    public Map<String, String> effective() {
        Map<String, String> shown = new LinkedHashMap<>();
        effective.forEach((key, text) -> shown.put(key, masked(text)));
        return shown;
    }

    private static String masked(String text) {
        return text.replaceAll("//[^/@]*@", "//***@");
    }
}
