package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.producer.command.ShellSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the help prints at 80 columns can be copied: no address is broken over two lines. */
class HelpTest {

    @Test
    void addressesOfRunLocalAreInOnePiece() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new LocalRun(null));
        assertInOnePiece(spec);
        assertThat(usage(spec))
                .contains("  https://www.nyc.gov/site/tlc/about/tlc-trip-record-data.page\n");
    }

    @Test
    void addressesOfTheProducerAreInOnePiece() {
        for (CommandLine command : new ShellSession().commands()) {
            assertInOnePiece(command.getCommandSpec());
        }
    }

    private static void assertInOnePiece(CommandSpec spec) {
        List<String> texts = new ArrayList<>(List.of(spec.usageMessage().description()));
        texts.addAll(List.of(spec.usageMessage().footer()));
        for (ArgSpec arg : spec.args()) {
            texts.addAll(List.of(arg.description()));
        }
        String usage = usage(spec);
        texts.stream()
                .flatMap(text -> Stream.of(text.split("\\s+")))
                .filter(word -> word.matches(".*\\w[/.]\\w.*") && !word.contains("$"))
                .forEach(word -> assertThat(usage).contains(word));
    }

    private static String usage(CommandSpec spec) {
        // Not the terminal's width, in which the tests happen to run.
        spec.usageMessage().autoWidth(false).width(80);
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
