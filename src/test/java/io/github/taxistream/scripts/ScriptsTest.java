package io.github.taxistream.scripts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the scripts are written, and what they say before they start anything. */
class ScriptsTest {

    /** What macOS's bash 3.2 does not know, by what it is. */
    private static final Map<String, String> NEWER_THAN_BASH_3 =
            Map.of(
                    "associative array", "\\b(declare|local|typeset) -[a-z]*A",
                    "name reference", "\\b(declare|local|typeset) -[a-z]*n\\b",
                    "mapfile", "\\b(mapfile|readarray)\\b",
                    "letter case", "\\$\\{\\w+(\\^|,)[\\^,]?\\}",
                    "transformation", "\\$\\{\\w+@[A-Za-z]\\}",
                    "redirection of both", "\\|&|&>>",
                    "wait -n", "\\bwait -n\\b",
                    "last element", "\\[-[0-9]+\\]\\}",
                    "named file descriptor", "\\{\\w+\\}[<>]",
                    "time in printf", "%\\([^)]*\\)T");

    @Test
    void bashReadsAllOfThem() throws Exception {
        for (Path script : scripts()) {
            assertThat(run(Map.of(), "bash", "-n", script.toString())).isEqualTo("0 ");
        }
    }

    @Test
    void macOsBashWouldReadAllOfThem() throws Exception {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path script : scripts()) {
            for (String line : Files.readAllLines(script)) {
                NEWER_THAN_BASH_3.forEach(
                        (name, pattern) -> {
                            Matcher matcher = Pattern.compile(pattern).matcher(line);
                            if (!line.stripLeading().startsWith("#") && matcher.find()) {
                                found.computeIfAbsent(name, any -> new ArrayList<>()).add(line);
                            }
                        });
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        assumeThat(isThere("shellcheck")).as("shellcheck").isTrue();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "shellcheck",
                                "-x",
                                "-P",
                                "scripts",
                                "-P",
                                "SCRIPTDIR",
                                "-S",
                                "warning"));
        scripts().forEach(script -> command.add(script.toString()));
        assertThat(run(Map.of(), command.toArray(new String[0]))).isEqualTo("0 ");
    }

    @Test
    void exportedCdpathDoesNotMatter() throws Exception {
        assertThat(
                        run(
                                Map.of("CDPATH", "."),
                                "bash",
                                "-c",
                                ". scripts/common.sh; echo \"$HOME_FOLDER\""))
                .isEqualTo("0 " + Path.of("").toAbsolutePath() + "\n");
    }

    @Test
    void javaThatFitsIsFoundWhereTheOwnOneDoesNot(@TempDir Path folder) throws Exception {
        Path tooNew = fakeJava(folder.resolve("jdk-25"), "25.0.1");
        Path fit = fakeJava(folder.resolve("jdk-21"), "21.0.8");
        assertThat(requiredJava(tooNew, tooNew, fit))
                .startsWith("0 using Java 21 in " + fit + ": this needs Java 17 to 23, and not")
                .contains("Java 25 (JAVA_HOME is " + tooNew + ")")
                .endsWith(fit + "/bin/java\n");
    }

    @Test
    void javaThatDoesNotFitIsRefusedInASentence(@TempDir Path folder) throws Exception {
        Path tooNew = fakeJava(folder.resolve("jdk-25"), "25.0.1");
        Path tooOld = fakeJava(folder.resolve("jdk-8"), "1.8.0_402");
        for (Path java : List.of(tooNew, tooOld)) {
            assertThat(requiredJava(java, java))
                    .startsWith("1 Java ")
                    .contains("cannot run this. It needs a JDK or JRE of Java 17 to 23")
                    .doesNotContain("/bin/java");
        }
    }

    @Test
    void javaThatDoesNotStartIsPassedOver(@TempDir Path folder) throws Exception {
        Path broken = withRelease(fakeJava(folder.resolve("jdk-17"), "17.0.1"), "17.0.1");
        Files.writeString(broken.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        Path fit = withRelease(fakeJava(folder.resolve("jdk-21"), "of another kind"), "21.0.8");
        assertThat(requiredJava(broken, broken, fit))
                .startsWith("0 using Java 21 in " + fit)
                .endsWith(fit + "/bin/java\n");
    }

    @Test
    void ownJavaIsFoundBehindALinkAndAWrapper(@TempDir Path folder) throws Exception {
        Path jdk = withRelease(fakeJava(folder.resolve("jdk-21"), "21.0.8"), "21.0.8");
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("java"), jdk.resolve("bin/java"));
        Path wrapped = fakeJava(folder.resolve("wrapped"), "21.0.8").resolve("bin");
        Files.writeString(
                wrapped.resolve("java"), "#!/bin/sh\necho '    java.home = " + jdk + "' >&2\n");
        for (Path bin : List.of(linked, wrapped)) {
            assertThat(
                            run(
                                    Map.of("PATH", bin + ":" + System.getenv("PATH")),
                                    "bash",
                                    "-c",
                                    "set -euo pipefail; . scripts/common.sh; home_of_java"))
                    .isEqualTo("0 " + jdk + "\n");
        }
    }

    @Test
    void fullDiskAndFolderThatCannotBeWrittenAreSaidBeforeTheStart() throws Exception {
        assertThat(
                        run(
                                Map.of(),
                                "bash",
                                "-c",
                                ". scripts/common.sh; free_megabytes() { echo 12; }; require_room 300"))
                .matches("1 The disk of .* is full: 12 MB are free, and this needs 300 MB.\n");
        assertThat(
                        run(
                                Map.of(),
                                "bash",
                                "-c",
                                ". scripts/common.sh; HOME_FOLDER=/proc; require_folders target"))
                .startsWith("1 /proc/target cannot be written");
    }

    @Test
    void scriptThatEndsWithItsFirstErrorGoesOnAfterABuild(@TempDir Path folder) throws Exception {
        assertThat(buildBy("mvn() { echo built; }", folder))
                .startsWith("0 building")
                .endsWith("went on\n");
    }

    /** A person may call a script from any folder, and Maven takes some paths from where it is. */
    @Test
    void mavenRunsInTheProjectsFolder(@TempDir Path folder) throws Exception {
        buildBy("mvn() { pwd > \"$HOME_FOLDER/where\"; }", folder);
        assertThat(folder.resolve("where")).hasContent(folder.toRealPath().toString());
    }

    @Test
    void buildThatFailsIsSaid(@TempDir Path folder) throws Exception {
        assertThat(buildBy("mvn() { echo '[ERROR] no such file'; return 1; }", folder))
                .startsWith("1 building")
                .contains("[ERROR] no such file")
                .endsWith("the build failed; target/build.log says more\n");
        assertThat(buildBy("mvn() { return 1; }", folder))
                .endsWith("the build failed; target/build.log says more\n");
    }

    private static String buildBy(String maven, Path home) throws Exception {
        String script =
                "set -euo pipefail; . scripts/common.sh; HOME_FOLDER='"
                        + home
                        + "'; "
                        + maven
                        + "; build_for \"$HOME_FOLDER/built\" src package; echo went on";
        Map<String, String> environment = Map.of("TAXI_STREAM_IS_BUILT", "");
        return run(environment, "bash", "-c", script);
    }

    /** What the scripts take or say, with this JAVA_HOME, where these are installed. */
    private static String requiredJava(Path own, Path... installed) throws Exception {
        String homes = Stream.of(installed).map(home -> "echo '" + home + "'; ").collect(joining());
        return run(
                Map.of("JAVA_HOME", own.toString()),
                "bash",
                "-c",
                ". scripts/common.sh; java_homes() { "
                        + homes
                        + "}; require_flink_java; echo \"$JAVA\"");
    }

    private static Path fakeJava(Path home, String version) throws IOException {
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static Path withRelease(Path home, String version) throws IOException {
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("scripts"))) {
            return files.filter(file -> file.toString().endsWith(".sh"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static boolean isThere(String program) throws Exception {
        return run(Map.of(), "bash", "-c", "command -v " + program).startsWith("0");
    }

    /** The exit code, a space, and all that was printed. */
    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text;
    }
}
