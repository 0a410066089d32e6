package io.github.taxistream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.cli.WrongCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunJobArgumentsTest {

    @TempDir Path folder;

    @Test
    void flinksOptionsAndTheSavepointAreTakenOut() {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-Drest.port=9000", "--from", "x", "--output.path", "y", "-Dz"));
        assertThat(RunJobArguments.take("--from", arguments)).contains("x");
        assertThat(RunJobArguments.takeFlinkOptions(arguments))
                .isEqualTo(Map.of("rest.port", "9000"));
        assertThat(arguments).containsExactly("--output.path", "y", "-Dz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest.port=abc",
                "rest.port=",
                "rest.port=65536",
                "rest.port=-1",
                "rest.port=1-2",
                "rest.bind-port=x-y",
                "rest.bind-port=1-99999",
                "rest.bind-port=1-"
            })
    void whatIsNoPortIsRefused(String option) {
        String[] parts = option.split("=", 2);
        assertThatThrownBy(() -> RunJobArguments.requirePorts(Map.of(parts[0], parts[1])))
                .isInstanceOf(WrongCall.class)
                .hasMessageStartingWith("-D" + option + " must be a port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest.port=0",
                "rest.port=65535",
                "rest.bind-port=8081-8180",
                "rest.bind-port=8081,8090-8095",
                "rest.address=x"
            })
    void portsAreTaken(String option) {
        String[] parts = option.split("=", 2);
        assertThatCode(() -> RunJobArguments.requirePorts(Map.of(parts[0], parts[1])))
                .doesNotThrowAnyException();
    }

    @Test
    void savepointOnThisMachineHasToBeThere() {
        String none = folder.resolve("no ne").toString();
        for (String place : List.of(none, "file://" + none, "file:" + none, "none")) {
            assertThatThrownBy(() -> RunJobArguments.requireThere(Optional.of(place)))
                    .isInstanceOf(WrongCall.class)
                    .hasMessage("there is no savepoint or checkpoint at " + place);
        }
        for (String place : List.of(folder.toString(), folder.toUri().toString(), "s3://b/none")) {
            assertThatCode(() -> RunJobArguments.requireThere(Optional.of(place)))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> RunJobArguments.requireThere(Optional.empty()))
                .doesNotThrowAnyException();
    }
}
