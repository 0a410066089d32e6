package io.github.taxistream.parse.value;

import static io.github.taxistream.parse.value.Unreadable.UNREADABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.004, 0",
        "12.5, 1250",
        "-12.5, -1250",
        "0.005, 1",
        "-0.005, -1",
        "0.0049999999999999999999999999, 0",
        "1.115, 112",
        "1.125, 113",
        ".5, 50",
        "5., 500",
        "+5, 500",
        "1e2, 10000",
        "1E+2, 10000",
        "1.5e-1, 15",
        "12345e-5, 12",
        "1e-400, 0",
        "0e999999999999, 0",
        "00012.50, 1250",
        "999999999.99, 99999999999",
        "999999999.994, 99999999999",
        "-999999999.99, -99999999999"
    })
    void amountIsInWholeHundredthsRoundedHalfAwayFromZero(String text, long hundredths) {
        assertThat(rounded(text, 2)).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e1.5",
                "1e5x",
                "--1",
                "1-",
                "1.2.3",
                "1,5",
                "0x10",
                "1_000",
                "$5",
                "NaN",
                "Infinity",
                "-Infinity",
                "1 2",
                "٣"
            })
    void textThatIsNoNumberIsUnreadable(String text) {
        assertThat(rounded(text, 2)).isEqualTo(UNREADABLE);
        assertThat(whole(text)).isEqualTo(UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000",
                "-1000000000",
                "999999999.995",
                "1e9",
                "1e400",
                "-1e400",
                "1e99999999999999999999",
                "9223372036854775808",
                "99999999999999999999999999999999999999"
            })
    void billionOrMoreIsUnreadable(String text) {
        assertThat(rounded(text, 2)).isEqualTo(UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"249, 249", "249.0, 249", "2.49e2, 249", "24900e-2, 249", "-3, -3", "0e5, 0"})
    void wholeNumberMayBeWrittenAsAFraction(String text, long number) {
        assertThat(whole(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"249.5", "249.00000000000000000000000000001", "1e-1", "0.9999", "1e-400"})
    void fractionIsNoWholeNumber(String text) {
        assertThat(whole(text)).isEqualTo(UNREADABLE);
    }

    @Test
    void blanksAroundANumberAreNoPartOfIt() {
        assertThat(rounded(" \t\r\n12.5 \t\r\n", 2)).isEqualTo(1250);
        assertThat(rounded("\u000b12.5\u0001", 2)).isEqualTo(1250);
        assertThat(rounded("\u300012.5", 2)).isEqualTo(UNREADABLE);
    }

    @Test
    void onlyTheGivenPartOfTheTextCounts() {
        assertThat(Decimals.rounded("912.599".getBytes(UTF_8), 1, 4, 2)).isEqualTo(1250);
    }

    @Test
    void megabyteOfDigitsIsReadAtOnce() {
        String zeros = "0".repeat(MEGABYTE);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    assertThat(rounded("9".repeat(MEGABYTE), 2)).isEqualTo(UNREADABLE);
                    assertThat(rounded(zeros + "1", 2)).isEqualTo(100);
                    assertThat(rounded("1." + zeros + "9", 2)).isEqualTo(100);
                    assertThat(rounded("0." + zeros + "1e" + (MEGABYTE + 1), 2)).isEqualTo(100);
                    assertThat(rounded("1" + zeros + "e-" + MEGABYTE, 2)).isEqualTo(100);
                    assertThat(rounded("1e-" + "9".repeat(MEGABYTE), 2)).isZero();
                    assertThat(whole("1." + zeros)).isEqualTo(1);
                    assertThat(whole("1." + zeros + "9")).isEqualTo(UNREADABLE);
                });
    }

    private static long rounded(String text, int scale) {
        return Decimals.rounded(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length, scale);
    }

    private static long whole(String text) {
        return Decimals.whole(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
    }
}
