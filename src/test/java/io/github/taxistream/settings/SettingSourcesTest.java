package io.github.taxistream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of settings, sound and broken. */
class SettingSourcesTest {

    @TempDir Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void fileHoldsGroupsOfProperties() throws Exception {
        Map<String, String> texts =
                fromFile(
                        "[{'PropertyGroupId':'a','PropertyMap':{'x':'1','y.z':'2'}},"
                                + "{'PropertyGroupId':'b','PropertyMap':{'n':5,'t':true}}]");

        assertThat(problems).isEmpty();
        assertThat(texts)
                .containsOnly(
                        Map.entry("a.x", "1"),
                        Map.entry("a.y.z", "2"),
                        Map.entry("b.n", "5"),
                        Map.entry("b.t", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'PropertyGroupId':| is not JSON",
                "kinesis.stream=trips| is not JSON",
                "``| must be a list of property groups",
                "{'kinesis':{'stream':'trips'}}| must be a list of property groups",
                "null| must be a list of property groups",
                "['kinesis']| each group needs a PropertyGroupId and a PropertyMap",
                "[{'PropertyMap':{}}]| each group needs a PropertyGroupId and a PropertyMap",
                "[{'PropertyGroupId':'a'}]| each group needs a PropertyGroupId and a PropertyMap",
                "[{'PropertyGroupId':1,'PropertyMap':{}}]| each group needs a PropertyGroupId",
                "[{'PropertyGroupId':'a','PropertyMap':[]}]| each group needs a PropertyGroupId",
                "[{'PropertyGroupId':'a','PropertyMap':{'x':{}}}]| a.x must be a text",
                "[{'PropertyGroupId':'a','PropertyMap':{'x':['1']}}]| a.x must be a text",
                "[{'PropertyGroupId':'a','PropertyMap':{'x':null}}]| a.x must be a text"
            })
    void brokenFileIsNamedWithWhatIsWrong(String text, String problem) throws Exception {
        assertThat(fromFile(text)).isEmpty();

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("--settings " + folder.resolve("settings.json"))
                .contains(problem)
                .doesNotContain("\n");
    }

    @Test
    void fileThatIsMissingOrAFolderIsNamed() {
        collect("--settings", folder.resolve("missing.json").toString());
        collect("--settings", folder.toString());

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("missing.json cannot be read");
        assertThat(problems.get(1)).contains(folder + " cannot be read");
    }

    @Test
    void runtimePropertiesThatAreBrokenAreNamed() throws Exception {
        Path broken = Files.writeString(folder.resolve("runtime.json"), "[{");

        SettingSources.collect(new String[0], broken, problems);

        assertThat(problems).singleElement().asString().contains(broken + " cannot be read");
    }

    @Test
    void ofTheSameArgumentTheLastWins() {
        assertThat(collect("--a.x", "1", "--a.x=2")).containsOnly(Map.entry("a.x", "2"));
        assertThat(problems).isEmpty();
    }

    @Test
    void argumentsThatAreNoneAreNamed() {
        collect("a.x", "--", "-a.y", "--a.z");

        assertThat(problems).hasSize(4);
        assertThat(problems.get(0)).contains("\"a.x\"");
        assertThat(problems.get(3)).contains("\"--a.z\" has no value");
    }

    private Map<String, String> fromFile(String singleQuoted) throws Exception {
        Path file = folder.resolve("settings.json");
        Files.writeString(file, singleQuoted.replace('\'', '"'));
        return collect("--settings", file.toString());
    }

    private Map<String, String> collect(String... args) {
        return SettingSources.collect(args, folder.resolve("no-runtime.json"), problems);
    }
}
