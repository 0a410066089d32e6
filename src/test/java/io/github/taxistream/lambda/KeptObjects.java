package io.github.taxistream.lambda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bucket in memory, which can fail after it has written. */
final class KeptObjects implements ObjectStore {

    private final Map<String, String> objects = new TreeMap<>();
    private int failures;

    /** The next so many writes are done, and answered by a failure. */
    void failAfterWriting(int times) {
        failures = times;
    }

    @Override
    public void put(String key, byte[] content) {
        objects.put(key, new String(content, StandardCharsets.UTF_8));
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the answer to the write of " + key + " is lost");
        }
    }

    List<String> keys() {
        return new ArrayList<>(objects.keySet());
    }

    /** The lines of all objects whose key has this in it. */
    List<String> lines(String partOfKey) {
        List<String> lines = new ArrayList<>();
        objects.forEach(
                (key, text) -> {
                    if (key.contains(partOfKey)) {
                        text.lines().forEach(lines::add);
                    }
                });
        return lines;
    }
}
