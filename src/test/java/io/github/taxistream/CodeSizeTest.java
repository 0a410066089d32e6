package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md says of files and methods is so. */
class CodeSizeTest {

    private static final int MOST_LINES_OF_A_FILE = 250;
    private static final int MOST_LINES_OF_A_METHOD = 40;

    @Test
    void filesOfTheProgramFitOnFiveScreens() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : programFiles()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES_OF_A_FILE) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files of more than %d lines", MOST_LINES_OF_A_FILE).isEmpty();
    }

    @Test
    void methodsOfTheProgramFitOnOneScreen() throws IOException {
        assertThat(longMethods(programFiles()))
                .as("methods of more than %d lines", MOST_LINES_OF_A_METHOD)
                .isEmpty();
    }

    /** What people start goes to src/local and src/bench. */
    @Test
    void testsHoldNoProgram() throws IOException {
        List<Path> programs = new ArrayList<>();
        for (Path file : javaFiles("src/test/java")) {
            if (Files.readString(file).contains("static void " + "main(")) {
                programs.add(file);
            }
        }
        assertThat(programs).as("tests with a main method").isEmpty();
    }

    /** The job and the tool, and what the local run is made of. */
    private static List<Path> programFiles() throws IOException {
        List<Path> files = new ArrayList<>(javaFiles("src/main/java"));
        files.addAll(javaFiles("src/local/java"));
        return files;
    }

    private static List<Path> javaFiles(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static List<String> longMethods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask parser =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(parser).getSourcePositions();
            for (CompilationUnitTree file : parser.parse()) {
                new LongMethods(file, positions, found).scan(file, null);
            }
        }
        return found;
    }

    /** Counts from the annotations to the closing brace. */
    private static final class LongMethods extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final List<String> found;

        LongMethods(CompilationUnitTree file, SourcePositions positions, List<String> found) {
            this.file = file;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap map = file.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(file, method));
            long last = map.getLineNumber(positions.getEndPosition(file, method));
            long lines = last - first + 1;
            if (lines > MOST_LINES_OF_A_METHOD) {
                String name = file.getSourceFile().getName();
                found.add(String.format("%s:%d %s: %d", name, first, method.getName(), lines));
            }
            return super.visitMethod(method, null);
        }
    }
}
