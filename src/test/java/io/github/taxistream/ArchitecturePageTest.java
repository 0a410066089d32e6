package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of packages in docs/architecture.md is that of the imports. */
class ArchitecturePageTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/taxistream");
    private static final Pattern OURS =
            Pattern.compile("io\\.github\\.taxistream\\.([a-z.]+)\\.[A-Z]");
    private static final Pattern ROW = Pattern.compile("\\| (\\(job\\)|[a-z.]+) \\|.*\\|(.*)\\|");

    @Test
    void packagesKnowWhatThePageSaysAndNothingElse() throws IOException {
        assertThat(imports()).isEqualTo(table());
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                known.put(
                        row.group(1),
                        Stream.of(row.group(2).split(",", -1))
                                .map(String::trim)
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return known;
    }

    private static Map<String, Set<String>> imports() throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String folder = SOURCES.relativize(file.getParent()).toString();
                String room = folder.isEmpty() ? "(job)" : folder.replace(File.separatorChar, '.');
                Set<String> others = known.computeIfAbsent(room, name -> new TreeSet<>());
                others.addAll(named(Files.readAllLines(file)));
                others.remove(room);
            }
        }
        return known;
    }

    /** The packages that the code names, in imports or in full. */
    private static List<String> named(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("package ") && !line.trim().startsWith("*"))
                .flatMap(line -> OURS.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toList());
    }
}
