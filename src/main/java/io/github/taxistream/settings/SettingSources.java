package io.github.taxistream.settings;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where settings come from. If two sources have the same key, the later one wins: a file in Managed
 * Flink's own format ({@code --settings FILE}), the properties that Managed Flink gives, {@code
 * --key value}.
 */
final class SettingSources {

    private static final String FILE_OPTION = "settings";

    private final List<String> problems;
    private final Map<String, String> texts = new LinkedHashMap<>();

    private SettingSources(List<String> problems) {
        this.problems = problems;
    }

    /**
     * Collects the texts of all settings that are set, by key.
     *
     * @param args the job's arguments
     * @param runtimeProperties the file in which Managed Flink leaves its properties; it need not
     *     be there
     * @param problems receives a sentence for each thing that cannot be understood
     */
    static Map<String, String> collect(
            String[] args, Path runtimeProperties, List<String> problems) {
        SettingSources sources = new SettingSources(problems);
        Map<String, String> arguments = sources.readArguments(args);
        String file = arguments.remove(FILE_OPTION);
        if (file != null) {
            sources.addFile(Path.of(file));
        }
        sources.addRuntimeProperties(runtimeProperties);
        sources.texts.putAll(arguments);
        return sources.texts;
    }

    private Map<String, String> readArguments(String[] args) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("--") || arg.length() == 2) {
                problems.add(
                        String.format(
                                "argument \"%s\" stands alone; arguments are --key value", arg));
                continue;
            }
            int equals = arg.indexOf('=');
            if (equals > 0) {
                arguments.put(arg.substring(2, equals), arg.substring(equals + 1));
            } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                arguments.put(arg.substring(2), args[++i]);
            } else {
                problems.add(String.format("\"%s\" has no value; arguments are --key value", arg));
            }
        }
        return arguments;
    }

    private void addFile(Path file) {
        JsonNode groups;
        try {
            groups = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            problems.add(
                    String.format("--settings %s is not JSON: %s", file, e.getOriginalMessage()));
            return;
        } catch (IOException e) {
            problems.add(
                    String.format("--settings %s cannot be read: %s", file, FailureWords.of(e)));
            return;
        }
        if (!groups.isArray()) {
            problems.add(
                    String.format(
                            "--settings %s must be a list of property groups, like"
                                    + " flink-conf/application.json",
                            file));
            return;
        }
        for (JsonNode group : groups) {
            addGroup(file, group);
        }
    }

    private void addGroup(Path file, JsonNode group) {
        JsonNode id = group.path("PropertyGroupId");
        JsonNode map = group.path("PropertyMap");
        if (!id.isTextual() || !map.isObject()) {
            problems.add(
                    String.format(
                            "--settings %s: each group needs a PropertyGroupId and a PropertyMap",
                            file));
            return;
        }
        map.properties()
                .forEach(
                        property -> {
                            String key = id.textValue() + "." + property.getKey();
                            if (property.getValue().isValueNode()
                                    && !property.getValue().isNull()) {
                                texts.put(key, property.getValue().asText());
                            } else {
                                problems.add(
                                        String.format(
                                                "--settings %s: %s must be a text", file, key));
                            }
                        });
    }

    private void addRuntimeProperties(Path file) {
        Map<String, Properties> groups;
        try {
            groups = KinesisAnalyticsRuntime.getApplicationProperties(file.toString());
        } catch (IOException e) {
            problems.add(
                    String.format(
                            "Managed Flink's %s cannot be read: %s", file, FailureWords.of(e)));
            return;
        }
        groups.forEach(
                (id, properties) ->
                        properties
                                .stringPropertyNames()
                                .forEach(
                                        name ->
                                                texts.put(
                                                        id + "." + name,
                                                        properties.getProperty(name))));
    }
}
