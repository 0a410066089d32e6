package io.github.taxistream.parse.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {

    private static final long EVE = Instant.parse("2024-01-31T23:59:59Z").getEpochSecond();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-31 23:59:59",
                "2024-01-31T23:59:59",
                "2024-01-31 23:59:59.0",
                "2024-01-31 23:59:59.999999999999",
                "  2024-01-31 23:59:59 ",
                "\t2024-01-31 23:59:59.5\r\n"
            })
    void timeIsReadAsTheTlcAndTheSamplesWriteIt(String text) {
        assertThat(seconds(text)).isEqualTo(EVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-31 23:59:59Z",
                "2024-01-31T23:59:59Z",
                "2024-01-31 23:59:59z",
                "2024-01-31T23:59:59+00:00",
                "2024-01-31T23:59:59-05:00",
                "2024-01-31T23:59:59.5-0500",
                "2024-01-31 23:59:59 UTC"
            })
    void timeWithAZoneIsRefused(String text) {
        assertThat(seconds(text)).isEqualTo(Unreadable.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1706745599",
                "2024-01-31",
                "2024-01-31 23:59",
                "2024-01-31 24:00:00",
                "2024-01-31 23:60:00",
                "2024-01-31 23:59:60",
                "2024-00-31 23:59:59",
                "2024-13-31 23:59:59",
                "2024-01-00 23:59:59",
                "2024-01-32 23:59:59",
                "2024-04-31 23:59:59",
                "2024-01-31 23:59:59.",
                "2024-01-31 23:59:59.5.5",
                "2024-01-31 23:59:59,5",
                "2024-01-31  23:59:59",
                "2024-01-31t23:59:59",
                "2024/01/31 23:59:59",
                "01/31/2024 23:59:59",
                "24-01-31 23:59:59",
                "-024-01-31 23:59:59",
                "2024-1-31 23:59:59",
                "2024-01-31 9:59:59",
                "2024-01-31 11:59:59 PM",
                "٢٠٢٤-01-31 23:59:59"
            })
    void anythingElseIsUnreadable(String text) {
        assertThat(seconds(text)).isEqualTo(Unreadable.UNREADABLE);
    }

    @Test
    void leapDaysAreThoseOfTheCalendar() {
        assertThat(seconds("2024-02-29 00:00:00"))
                .isEqualTo(Instant.parse("2024-02-29T00:00:00Z").getEpochSecond());
        assertThat(seconds("2000-02-29 00:00:00"))
                .isEqualTo(Instant.parse("2000-02-29T00:00:00Z").getEpochSecond());
        assertThat(seconds("2023-02-29 00:00:00")).isEqualTo(Unreadable.UNREADABLE);
        assertThat(seconds("2100-02-29 00:00:00")).isEqualTo(Unreadable.UNREADABLE);
    }

    @Test
    void onlyTheGivenPartOfTheTextCounts() {
        byte[] text = "x2024-01-31 23:59:59Z".getBytes(UTF_8);
        assertThat(WallClock.seconds(text, 1, 19)).isEqualTo(EVE);
    }

    @Test
    void megabyteOfDigitsIsReadAtOnce() {
        String digits = "9".repeat(1 << 20);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    assertThat(seconds("2024-01-31 23:59:59." + digits)).isEqualTo(EVE);
                    assertThat(seconds(digits)).isEqualTo(Unreadable.UNREADABLE);
                });
    }

    static long seconds(String text) {
        return WallClock.seconds(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
    }
}
