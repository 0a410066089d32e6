package io.github.taxistream.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.taxistream.trip.Instants;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaSettingsTest {

    private static final String OUTPUT = "s3://bucket/some/folder/";

    @Test
    void whatIsNotSetIsAsInTheJob() {
        LambdaSettings settings = LambdaSettings.of(Map.of("OUTPUT_PATH", OUTPUT));

        assertThat(settings.bucket()).isEqualTo("bucket");
        assertThat(settings.folder()).isEqualTo("some/folder");
        assertThat(settings.futureTolerance()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.instants()).isEqualTo(Instants.REJECT);
    }

    @ParameterizedTest
    @CsvSource({"1 h, 3600000", "5min, 300000", "30 s, 30000", "90 ms, 90", "2 days, 172800000"})
    void durationsAreReadAsTheJobReadsThem(String text, long millis) {
        LambdaSettings settings =
                LambdaSettings.of(Map.of("OUTPUT_PATH", OUTPUT, "TIME_FUTURE_TOLERANCE", text));

        assertThat(settings.futureTolerance()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aWrongOneIsNamedWithItsValueAndWhatWouldBeRight() {
        assertWrong("OUTPUT_PATH is \"\"; it must be like s3://bucket/lambda", Map.of());
        assertWrong("OUTPUT_PATH is \"bucket\"", Map.of("OUTPUT_PATH", "bucket"));
        assertWrong(
                "TIME_FUTURE_TOLERANCE is \"1\"; it must be a duration like 30 s",
                Map.of("OUTPUT_PATH", OUTPUT, "TIME_FUTURE_TOLERANCE", "1"));
        assertWrong(
                "TIME_INSTANTS is \"UTC\"; it must be REJECT, WALL_CLOCK or NEW_YORK",
                Map.of("OUTPUT_PATH", OUTPUT, "TIME_INSTANTS", "UTC"));
    }

    private static void assertWrong(String sentence, Map<String, String> variables) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LambdaSettings.of(variables))
                .withMessageStartingWith(sentence);
    }
}
