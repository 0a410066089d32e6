package io.github.taxistream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was measured, for programs: a JSON array of objects, each with a {@code bench}, a {@code
 * name} and numbers.
 */
final class Results {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ArrayNode results = JSON.createArrayNode();

    /**
     * Adds one.
     *
     * @param bench what the table is called
     * @param name what the row is called
     */
    ObjectNode add(String bench, String name) {
        return results.addObject().put("bench", bench).put("name", name);
    }

    /** Puts them into a file, in the place of those of the same benches. */
    void appendTo(Path file) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        if (Files.exists(file)) {
            JSON.readTree(file.toFile())
                    .forEach(
                            old -> {
                                if (!has(old.path("bench").asText())) {
                                    all.add(old);
                                }
                            });
        }
        all.addAll(results);
        JSON.writeValue(file.toFile(), all);
    }

    private boolean has(String bench) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).path("bench").asText().equals(bench)) {
                return true;
            }
        }
        return false;
    }
}
