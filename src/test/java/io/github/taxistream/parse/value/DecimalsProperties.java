package io.github.taxistream.parse.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reads what BigDecimal reads. */
class DecimalsProperties {

    private static final BigDecimal BILLION = new BigDecimal("1e9");

    @Property(tries = 2_000)
    void roundsAsBigDecimalDoes(@ForAll("numbers") String text) {
        for (int scale : new int[] {0, 2}) {
            BigDecimal number = new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP);
            long expected =
                    number.abs().compareTo(BILLION) >= 0
                            ? Unreadable.UNREADABLE
                            : number.unscaledValue().longValueExact();

            assertThat(
                            Decimals.rounded(
                                    text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length, scale))
                    .as("%s at scale %d", text, scale)
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 2_000)
    void wholeNumbersAreThoseThatBigDecimalTakesForWhole(@ForAll("numbers") String text) {
        BigDecimal number = new BigDecimal(text);
        boolean isWhole =
                number.remainder(BigDecimal.ONE).signum() == 0
                        && number.abs().compareTo(BILLION) < 0;

        assertThat(Decimals.whole(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length))
                .isEqualTo(isWhole ? number.longValueExact() : Unreadable.UNREADABLE);
    }

    @Property
    void neverThrows(@ForAll String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(Math.abs((double) Decimals.rounded(bytes, 0, bytes.length, 0)))
                .matches(value -> value < 1e9 || value == Math.abs((double) Unreadable.UNREADABLE));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> plain =
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30))
                        .map(BigInteger::toString);
        Arbitrary<String> scaled =
                Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-12, 40))
                        .as((digits, scale) -> BigDecimal.valueOf(digits, scale).toPlainString());
        Arbitrary<String> halves =
                Arbitraries.longs()
                        .between(-100_000_000_000L, 100_000_000_000L)
                        .map(digits -> digits + "5")
                        .map(digits -> new BigDecimal(digits).movePointLeft(3).toPlainString());
        Arbitrary<String> powers =
                Combinators.combine(scaled, Arbitraries.integers().between(-420, 420))
                        .as((number, power) -> String.format(Locale.ROOT, "%se%+d", number, power));
        return Arbitraries.oneOf(plain, scaled, halves, powers);
    }
}
