package io.github.taxistream.parse.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Reads as BigDecimal and {@link Decimals} do whatever it takes for plain. */
class PlainNumberProperties {

    @Property(tries = 2_000)
    void valueIsThatOfBigDecimal(
            @ForAll("plain") BigDecimal number, @ForAll @IntRange(min = 2, max = 3) int scale) {
        PlainNumber plain = new PlainNumber(scale);

        assertThat(plain.read(bytes(number.toPlainString()), 0)).isTrue();

        assertThat(plain.value()).isEqualTo(number.movePointRight(scale).longValueExact());
        assertThat(plain.end()).isEqualTo(number.toPlainString().length());
    }

    @Property(tries = 5_000)
    void neverDiffersFromTheGeneralReading(@ForAll("numberLike") String text) {
        for (int scale : new int[] {0, 2}) {
            PlainNumber plain = new PlainNumber(scale);
            byte[] bytes = bytes(text);

            if (plain.read(bytes, 0)) {
                assertThat(plain.value())
                        .as("%s at scale %d", text, scale)
                        .isEqualTo(Decimals.rounded(bytes, 0, plain.end(), scale));
            }
        }
    }

    @Property(tries = 5_000)
    void whatFollowsIsNoPartOfANumber(@ForAll("numberLike") String text) {
        PlainNumber plain = new PlainNumber(2);

        if (plain.read(bytes(text), 0)) {
            assertThat(text.substring(0, plain.end())).matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
            assertThat(text.substring(plain.end())).doesNotContainPattern("^[0-9eE]");
        }
    }

    @Provide
    Arbitrary<BigDecimal> plain() {
        return Arbitraries.longs()
                .between(-99_999_999_999L, 99_999_999_999L)
                .map(cents -> BigDecimal.valueOf(cents, 2));
    }

    @Provide
    Arbitrary<String> numberLike() {
        return Arbitraries.strings().withChars("0123456789019.-+eE,}\" ").ofMaxLength(14);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
